import type { ReactNode } from "react";
import { Mark } from "../shell/mark";

/** The page of a person who is not inside yet: sign-in, and the change of a first password. */
export function AccountFrame({
  title,
  description,
  children,
  footer,
}: {
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** A line below the form. */
  footer?: ReactNode;
}) {
  return (
    <main className="flex min-h-dvh flex-col items-center px-4 py-[max(3rem,14vh)]">
      <div className="w-full max-w-88">
        <div className="mb-8 flex flex-col items-center text-center">
          <Mark className="size-10" />
          <h1 className="mt-4 text-lg font-semibold tracking-[-0.015em]">{title}</h1>
          {description !== undefined && <p className="mt-1 text-base text-balance text-muted">{description}</p>}
        </div>
        <div className="rounded-lg border border-line bg-panel p-5">{children}</div>
        {footer !== undefined && <div className="mt-5 text-center text-sm text-subtle">{footer}</div>}
      </div>
    </main>
  );
}
