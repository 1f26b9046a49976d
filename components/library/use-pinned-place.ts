"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { placesOptions } from "@/lib/features/library/queries";
import type { LibraryPlaces } from "@/lib/features/library/types";
import { libraryHref, type LibraryView } from "./library-url";
import { pinned } from "./place";

/** Writes into the address which stream is shown, as soon as one was chosen for an address that names none. */
export function usePinnedPlace(projectId: string, view: LibraryView, places: LibraryPlaces | undefined): void {
  const client = useQueryClient();
  const named = pinned(view, places);
  const href = named === null ? null : libraryHref(named);
  const entryPoint = named?.entryPoint ?? undefined;
  useEffect(() => {
    if (href === null || places === undefined) return;
    // These are that entry point's places too: without them the page would begin anew.
    const { queryKey } = placesOptions(projectId, entryPoint);
    if (client.getQueryData(queryKey) === undefined) client.setQueryData(queryKey, places);
    window.history.replaceState(null, "", href);
  }, [client, projectId, entryPoint, href, places]);
}
