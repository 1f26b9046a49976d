"use client";

import { Button, ButtonLink } from "../../ui/button";

/** Where no address of recorded files is set. */
export function NoAddress({ canSave, onSet }: { canSave: boolean; onSet: () => void }) {
  return (
    <>
      <div className="max-w-96">
        <p className="text-base font-semibold">Where recorded files are played from is not set</p>
        <p className="mt-1 text-sm text-pretty text-muted">
          Agora names a file by its path and no page says at which address it is served. Clips and snapshots can be made
          without it; they cannot be looked for or played here.
        </p>
      </div>
      {canSave ? (
        <Button size="sm" onClick={onSet}>
          Set the address
        </Button>
      ) : (
        <ButtonLink size="sm" href="/settings">
          Project settings
        </ButtonLink>
      )}
    </>
  );
}
