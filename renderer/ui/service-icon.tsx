import classes from "./service-icon.module.css";

interface ServiceIconProps {
  /** The `icon` of a service's definition: one path on a 24×24 grid. */
  readonly path: string | undefined;
  readonly large?: boolean;
}

/** A service's mark on its tile. The name always stands beside it, so readers skip it. */
export const ServiceIcon = ({ path, large }: ServiceIconProps) => (
  <span className={classes.tile} data-large={large} aria-hidden="true">
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      role="presentation"
    >
      <path d={path ?? "M12 3a9 9 0 1 0 0 18a9 9 0 0 0 0-18"} />
    </svg>
  </span>
);
