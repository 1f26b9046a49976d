"use client";

import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Tooltip } from "../ui/tooltip";
import { Wordmark } from "./mark";
import { isCurrent, navItems } from "./nav-items";

/** The left column: product, project, pages, person. The same parts stand in the drawer on narrow screens. */
export function Sidebar({
  project,
  user,
  onNavigate,
}: {
  project: ReactNode;
  user: ReactNode;
  onNavigate?: () => void;
}) {
  return (
    <div className="flex h-full flex-col gap-4">
      <div className="flex h-12 shrink-0 items-center px-4">
        <Link href="/" className="rounded-sm" aria-label="Tally, overview" onClick={onNavigate}>
          <Wordmark />
        </Link>
      </div>
      <div className="px-3">{project}</div>
      <Navigation onNavigate={onNavigate} />
      <div className="mt-auto border-t border-line p-2">{user}</div>
    </div>
  );
}

function Navigation({ onNavigate }: { onNavigate?: () => void }) {
  const pathname = usePathname();
  return (
    <nav aria-label="Pages" className="px-3">
      <ul className="flex flex-col gap-0.5">
        {navItems.map((item) => {
          const current = isCurrent(item, pathname);
          return (
            <li key={item.href}>
              <Tooltip label={`Go to ${item.label.toLowerCase()}`} shortcut={item.shortcut} side="right">
                <Link
                  href={item.href}
                  onClick={onNavigate}
                  aria-current={current ? "page" : undefined}
                  className={clsx(
                    "flex h-8 items-center gap-2.5 rounded-md px-2.5 text-sm font-medium transition-colors duration-100 ease-calm coarse:h-11",
                    "[&_svg]:size-4 [&_svg]:shrink-0",
                    current ? "bg-selected text-fg [&_svg]:text-accent" : "text-muted hover:bg-hover hover:text-fg",
                  )}
                >
                  {item.icon}
                  {item.label}
                </Link>
              </Tooltip>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
