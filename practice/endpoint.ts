/** Where a request arrives; faults are aimed at all but `consent`, which only takes the click of a person. */
export type Endpoint = "authorize" | "consent" | "token" | "api";
