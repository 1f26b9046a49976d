"use client";

import { PageFailure } from "@/components/shell/page-failure";
import "./globals.css";

/** Shown when the document itself failed, so it brings its own. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en" data-theme="dark">
      <body>
        <title>Tally</title>
        <main className="mx-auto max-w-200 px-4 py-[18vh]">
          <PageFailure error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}
