import { Notice } from "../ui/notice";

/** Stands where recordings are shown as alive while no engine has given a sign of life for a minute. */
export function EngineNotice() {
  return (
    <Notice tone="warning" title="No engine is running">
      Recordings go on at Agora, but nothing is started, stopped or checked. Start the engine again where this console
      is installed; what it wrote last before it ended says why. It then goes on by itself with what was ordered.
    </Notice>
  );
}
