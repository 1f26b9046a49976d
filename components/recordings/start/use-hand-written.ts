import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { RecordingMode } from "@/lib/features/recordings/constants";
import { readRequestMutation } from "@/lib/features/recordings/queries";
import type { RequestFault } from "@/lib/features/recordings/types";
import type { StartForm } from "./channel-section";
import { fromWritten } from "./from-written";
import { faultsOf } from "./written-faults";

type Written = { text: string; faults: readonly RequestFault[] };

/** What somebody writes as JSON instead of in the form. */
export type HandWritten = {
  /** What was written for the chosen mode and is not in the form yet; null for nothing. */
  text: string | null;
  faults: readonly RequestFault[];
  /** Why it could not be read at all. */
  failure: Error | null;
  isReading: boolean;
  /** Something of any mode is not in the form yet. */
  isPending: boolean;
  write: (text: string) => void;
  giveUp: () => void;
  /** Puts it into the form, or names what is wrong with it. */
  takeOver: () => void;
};

/**
 * Keeps what is written as JSON, for each mode by itself, until it is taken over or given up: looking at another mode, or
 * at the form, loses none of it.
 * @param onTaken it is in the form now
 */
export function useHandWritten(form: StartForm, mode: RecordingMode, onTaken: () => void): HandWritten {
  const [written, setWritten] = useState<Partial<Record<RecordingMode, Written>>>({});
  const read = useMutation(readRequestMutation());
  const set = (of: RecordingMode, value: Written | undefined) => setWritten((all) => ({ ...all, [of]: value }));
  const { text = null, faults = [] } = written[mode] ?? {};

  const takeOver = () => {
    if (text === null) return onTaken();
    const { projectId } = form.getValues();
    read.mutate(
      { projectId, mode, text },
      {
        onSuccess: ({ start, faults: found }) => {
          if (start === null) return set(mode, { text, faults: found });
          const values = fromWritten(form.getValues(), start);
          const wrong = faultsOf({ ...values, mode });
          if (wrong.length > 0) return set(mode, { text, faults: wrong });
          form.reset(values, { keepDefaultValues: true });
          set(mode, undefined);
          onTaken();
          void form.trigger();
        },
      },
    );
  };
  return {
    text,
    faults,
    failure: read.variables?.mode === mode ? read.error : null,
    isReading: read.isPending,
    isPending: Object.values(written).some((one) => one !== undefined),
    write: (next) => set(mode, { text: next, faults }),
    giveUp: () => set(mode, undefined),
    takeOver,
  };
}
