import { CircleDot, Database, Film, LayoutDashboard, LayoutTemplate, Settings } from "lucide-react";
import type { ReactNode } from "react";

export type NavItem = {
  href: string;
  label: string;
  icon: ReactNode;
  shortcut: string;
  keywords?: readonly string[];
};

/** The pages of the console, in the order of the navigation. The commands "Go to ..." are made from the same list. */
export const navItems: readonly NavItem[] = [
  { href: "/", label: "Overview", icon: <LayoutDashboard />, shortcut: "g o", keywords: ["home", "live", "now"] },
  {
    href: "/recordings",
    label: "Recordings",
    icon: <CircleDot />,
    shortcut: "g r",
    keywords: ["channel", "sid", "files"],
  },
  {
    href: "/layouts",
    label: "Layouts",
    icon: <LayoutTemplate />,
    shortcut: "g l",
    keywords: ["picture", "region", "canvas", "preset"],
  },
  {
    href: "/storage",
    label: "Storage",
    icon: <Database />,
    shortcut: "g s",
    keywords: ["bucket", "profile", "vendor", "s3"],
  },
  {
    href: "/library",
    label: "Library",
    icon: <Film />,
    shortcut: "g c",
    keywords: ["clips", "snapshots", "timeline", "live streams"],
  },
  {
    href: "/settings",
    label: "Settings",
    icon: <Settings />,
    shortcut: "g ,",
    keywords: ["project", "credentials", "app id"],
  },
];

/** Whether a page belongs to an item: the overview only to itself, others with everything below them. */
export function isCurrent(item: NavItem, pathname: string): boolean {
  return item.href === "/" ? pathname === "/" : pathname === item.href || pathname.startsWith(`${item.href}/`);
}
