import { Page, PageHeader } from "@/components/ui/page-header";
import { LoadingWords, Skeleton } from "@/components/ui/skeleton";

export default function StartRecordingLoading() {
  return (
    <Page width="form">
      <PageHeader parents={[{ label: "Recordings", href: "/recordings" }]} title="Start recording" />
      <LoadingWords />
      {["channel", "layout", "picture", "files"].map((section) => (
        <div
          key={section}
          className="grid gap-x-10 gap-y-4 border-t border-line pt-5 lg:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <Skeleton className="h-4 w-24" />
          <div className="flex flex-col gap-3">
            <Skeleton className="h-9" />
            <Skeleton className="h-16" />
          </div>
        </div>
      ))}
    </Page>
  );
}
