import { RecordingsHead } from "@/components/recordings/recordings-table";
import { Page, PageHeader } from "@/components/ui/page-header";
import { LoadingWords, Skeleton, SkeletonRows } from "@/components/ui/skeleton";
import { Table } from "@/components/ui/table";

export default function RecordingsLoading() {
  return (
    <Page>
      <PageHeader
        title="Recordings"
        description="What this console records of channels, with why each state is believed."
      />
      <LoadingWords />
      <Skeleton className="h-8 w-80" />
      <Table label="Recordings">
        <RecordingsHead />
        <SkeletonRows columns={10} />
      </Table>
    </Page>
  );
}
