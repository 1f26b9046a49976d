import { Page } from "@/components/ui/page-header";
import { LoadingWords, Skeleton } from "@/components/ui/skeleton";

export default function RecordingLoading() {
  return (
    <Page>
      <LoadingWords />
      <div className="flex flex-col gap-2">
        <Skeleton className="h-3 w-20" />
        <Skeleton className="h-6 w-56" />
        <Skeleton className="h-3 w-96" />
      </div>
      <Skeleton className="h-22" />
      <div className="grid gap-5 xl:grid-cols-2">
        <Skeleton className="aspect-video xl:order-last" />
        <Skeleton className="h-96" />
      </div>
    </Page>
  );
}
