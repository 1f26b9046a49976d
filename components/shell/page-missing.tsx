import { Unplug } from "lucide-react";
import { ButtonLink } from "../ui/button";
import { EmptyState } from "../ui/states";

/** What stands where an address leads nowhere. */
export function PageMissing() {
  return (
    <EmptyState
      icon={<Unplug />}
      title="Nothing is at this address"
      action={<ButtonLink href="/">Go to the overview</ButtonLink>}
    >
      The page may belong to another project, or what it showed has been removed.
    </EmptyState>
  );
}
