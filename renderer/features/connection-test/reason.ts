import { bareReason, type KnownOfFailure } from "../../../shared/bare-reason.ts";
import type { ErrorCode } from "../../../shared/error-catalog.ts";
import { useLocalised } from "../../i18n/use-language.ts";

/** Tells why a remembered step failed; empty where only the service's own words told. */
export const useReason = (known: KnownOfFailure): ((code: ErrorCode) => string) => {
  const localised = useLocalised();
  return (code) => {
    const reason = bareReason(code, known);
    return reason ? localised(reason.cause) : "";
  };
};
