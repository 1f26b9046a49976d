"use client";

import { PageFailure } from "@/components/shell/page-failure";
import { Page } from "@/components/ui/page-header";

export default function ConsoleError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <Page>
      <PageFailure error={error} retry={retry} />
    </Page>
  );
}
