import { Page, PageHeader } from "../ui/page-header";
import { Skeleton } from "../ui/skeleton";

/** The shape of the library while it loads. */
export function LibrarySkeleton() {
  return (
    <Page>
      <PageHeader
        title="Library"
        description="Recordings of live streams: find the moment, cut clips, take snapshots."
      />
      <div aria-busy="true" className="flex flex-col gap-3">
        <Skeleton className="h-8 w-full max-w-180" />
        <div className="grid grid-cols-1 gap-3 md:grid-cols-[minmax(0,1fr)_18.5rem] xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="flex flex-col gap-3">
            <Skeleton className="aspect-video max-h-[56vh] w-full rounded-lg" />
            <Skeleton className="h-28 w-full rounded-lg" />
          </div>
          <Skeleton className="h-96 w-full rounded-lg" />
        </div>
        <Skeleton className="h-40 w-full rounded-lg" />
      </div>
    </Page>
  );
}
