import { Loader } from "@mantine/core";
import { IconAlertCircle, IconCircleCheck, IconCircleDashed } from "@tabler/icons-react";
import type { BulkState } from "../../store/bulk-export.ts";
import classes from "./bulk-export.module.css";

/** How far something is, as a sign beside the words that say it. */
export const StateSign = ({ state }: { readonly state: BulkState["name"] }) => {
  switch (state) {
    case "done":
      return <IconCircleCheck className={classes.good} size={22} aria-hidden="true" />;
    case "failed":
      return <IconAlertCircle className={classes.bad} size={22} aria-hidden="true" />;
    case "working":
      return <Loader size={20} aria-hidden="true" />;
    case "waiting":
    case "stopped":
      return <IconCircleDashed className={classes.quiet} size={22} aria-hidden="true" />;
  }
};
