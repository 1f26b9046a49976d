import { PageMissing } from "@/components/shell/page-missing";
import { Page } from "@/components/ui/page-header";

export default function NotFound() {
  return (
    <Page width="form">
      <h1 className="sr-only">Not found</h1>
      <PageMissing />
    </Page>
  );
}
