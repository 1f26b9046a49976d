import type { RequestFault } from "@/lib/features/recordings/types";
import { Notice } from "../../ui/notice";

/** What is wrong with a request, each with where it stands. */
export function FaultList({ title, faults }: { title: string; faults: readonly RequestFault[] }) {
  return (
    <Notice tone="danger" isAlert title={title}>
      <ul aria-label="What is wrong" className="flex flex-col gap-1">
        {faults.map(({ path, message }) => (
          <li key={`${path} ${message}`}>
            {path !== "" && <code className="font-mono text-xs">{path}</code>} {message}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
