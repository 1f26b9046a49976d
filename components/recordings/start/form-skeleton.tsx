import { LoadingWords, Skeleton } from "../../ui/skeleton";

/** The shape of the form while it is not there. */
export function StartFormSkeleton() {
  return (
    <div className="flex flex-col gap-5">
      <LoadingWords />
      {["channel", "layout", "picture", "files"].map((section) => (
        <div
          key={section}
          className="grid gap-x-10 gap-y-4 border-t border-line pt-5 first:border-t-0 first:pt-0 lg:grid-cols-[14rem_minmax(0,1fr)]"
        >
          <Skeleton className="h-5 w-24" />
          <div className="flex flex-col gap-3">
            <Skeleton className="h-9" />
            <Skeleton className="h-20" />
          </div>
        </div>
      ))}
    </div>
  );
}
