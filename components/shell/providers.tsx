"use client";

import { CSPProvider } from "@base-ui/react/csp-provider";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ComponentProps, useState } from "react";
import { CommandProvider } from "./commands";
import { PreferencesProvider } from "./preferences-provider";

/** Everything the pages of the console share in the browser. */
export function Providers({ children, ...preferences }: ComponentProps<typeof PreferencesProvider>) {
  const [queryClient] = useState(makeQueryClient);
  return (
    // The style elements of the primitives would carry no nonce; globals.css says what they would.
    <CSPProvider disableStyleElements>
      <QueryClientProvider client={queryClient}>
        <PreferencesProvider {...preferences}>
          <CommandProvider>{children}</CommandProvider>
        </PreferencesProvider>
      </QueryClientProvider>
    </CSPProvider>
  );
}

/** Ask again at most twice: a page shows its error state soon, with the button that tries again. */
const MOST_RETRIES = 2;

function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // What the server has just rendered is not asked for again at once.
        staleTime: 5000,
        retry: (failures, error) => failures < MOST_RETRIES && !isRefusal(error),
      },
    },
  });
}

/** An answer that will be the same next time (4xx); errors of `fetch` helpers carry `status`. */
function isRefusal(error: Error): boolean {
  return "status" in error && typeof error.status === "number" && error.status >= 400 && error.status < 500;
}
