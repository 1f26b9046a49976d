import { clsx } from "clsx";

/** The product's mark: the lamp on a camera, lit. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className={clsx("size-6 shrink-0", className)}>
      <path d="M5 16.2V13a7 7 0 0 1 14 0v3.2z" className="fill-live-solid" />
      <path
        d="M8.4 12.8A3.7 3.7 0 0 1 11.6 9"
        fill="none"
        stroke="#fff"
        strokeOpacity="0.75"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <rect x="2.5" y="17.4" width="19" height="3.6" rx="1.6" className="fill-fg" />
    </svg>
  );
}

/** Mark and name. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={clsx("inline-flex items-center gap-2", className)}>
      <Mark />
      <span className="text-md font-semibold tracking-[-0.02em]">Tally</span>
    </span>
  );
}
