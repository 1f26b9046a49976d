"use client";

import { PageFailure } from "@/components/shell/page-failure";

export default function RootError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <main className="mx-auto max-w-200 px-4 py-[18vh]">
      <PageFailure error={error} retry={retry} />
    </main>
  );
}
