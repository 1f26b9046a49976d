"use client";

import { Camera, Scissors } from "lucide-react";
import type { LibraryItem } from "@/lib/features/library/types";

/** The picture of a snapshot, or what kind of thing it is. */
export function ItemPicture({ item, url }: { item: LibraryItem; url: string | null }) {
  if (item.kind === "snapshot" && url !== null) {
    return (
      // The picture comes from Agora's storage by way of a redirect: nothing to optimise here.
      // oxlint-disable-next-line nextjs/no-img-element
      <img
        src={url}
        alt=""
        width={64}
        height={36}
        loading="lazy"
        className="h-9 w-16 rounded-sm bg-inset object-cover"
      />
    );
  }
  return (
    <span className="flex h-9 w-16 items-center justify-center rounded-sm bg-inset text-subtle [&_svg]:size-4">
      {item.kind === "clip" ? <Scissors aria-hidden="true" /> : <Camera aria-hidden="true" />}
    </span>
  );
}
