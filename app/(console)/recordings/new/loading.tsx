import { StartFormSkeleton } from "@/components/recordings/start/form-skeleton";
import { Page, PageHeader } from "@/components/ui/page-header";

export default function StartRecordingLoading() {
  return (
    <Page width="form">
      <PageHeader parents={[{ label: "Recordings", href: "/recordings" }]} title="Start recording" />
      <StartFormSkeleton />
    </Page>
  );
}
