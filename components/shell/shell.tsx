"use client";

import { Menu as MenuIcon, Search } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname, useRouter } from "next/navigation";
import { type ReactNode, useEffect, useState } from "react";
import { buttonClass } from "../ui/button";
import { preloadDialogs, Sheet } from "../ui/dialog";
import { KeyHint } from "../ui/kbd";
import { preloadMenus } from "../ui/menu";
import { Toaster } from "../ui/toaster";
import { TooltipLayer } from "../ui/tooltip-layer";
import { ProjectSwitcher } from "./project-switcher";
import { Sidebar } from "./sidebar";
import { ThemeMenu } from "./theme-menu";
import type { ShellProject, ShellUser } from "./types";
import { UserMenu } from "./user-menu";
import { useShellCommands } from "./use-shell-commands";
import { ZoneSwitch } from "./zone-switch";

// Loaded when first opened: most visits open neither.
const CommandPalette = dynamic(() => import("./command-palette").then((file) => file.CommandPalette), { ssr: false });
const KeySheet = dynamic(() => import("./key-sheet").then((file) => file.KeySheet), { ssr: false });

type Part = "palette" | "keys" | "drawer";

/**
 * The frame of every signed-in page: navigation, project, search, time, theme, account.
 * @param onSelectProject stores the choice and says whether it could; the shell then shows that project's overview
 * @param onSignOut ends the session and leaves for the sign-in page
 */
export function Shell({
  user,
  projects,
  currentProjectId,
  changePasswordHref,
  onSelectProject,
  onSignOut,
  children,
}: {
  user: ShellUser;
  projects: readonly ShellProject[];
  currentProjectId: string | null;
  changePasswordHref: string;
  onSelectProject: (projectId: string) => Promise<boolean>;
  onSignOut: () => void;
  children: ReactNode;
}) {
  const router = useRouter();
  const pathname = usePathname();
  // What is open belongs to the page it was opened on: a drawer that stayed would cover the page it led to.
  const [opened, setOpened] = useState<{ part: Part; pathname: string } | null>(null);
  const open = opened?.pathname === pathname ? opened.part : null;
  const setOpen = (part: Part | null) => setOpened(part === null ? null : { part, pathname });
  const toggle = (part: Part) => (isOpen: boolean) => setOpen(isOpen ? part : null);
  const openProject = async (projectId: string) => {
    // What is open belongs to the other project.
    if (await onSelectProject(projectId)) router.push("/");
  };
  useShellCommands(user, projects, currentProjectId, {
    changePasswordHref,
    openProject: (projectId) => void openProject(projectId),
    openPalette: () => setOpen("palette"),
    showKeys: () => setOpen("keys"),
    signOut: onSignOut,
  });

  useEffect(prepareOnIdle, []);

  const column = (
    <Sidebar
      onNavigate={() => setOpen(null)}
      project={<ProjectSwitcher projects={projects} currentProjectId={currentProjectId} onSelect={openProject} />}
      user={
        <UserMenu
          user={user}
          currentProjectId={currentProjectId}
          changePasswordHref={changePasswordHref}
          onShowKeys={() => setOpen("keys")}
          onSignOut={onSignOut}
        />
      }
    />
  );

  return (
    <div className="min-h-dvh lg:grid lg:grid-cols-[14rem_minmax(0,1fr)]">
      <a
        href="#content"
        className="fixed top-2 left-2 z-60 -translate-y-16 rounded-md bg-accent-solid px-3 py-2 text-sm font-medium text-on-solid focus-visible:translate-y-0"
      >
        Skip to the page
      </a>
      <aside className="sticky top-0 hidden h-dvh overflow-y-auto border-r border-line bg-panel lg:block">
        {column}
      </aside>
      <div className="flex min-w-0 flex-col">
        <header className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b border-line bg-canvas px-4 sm:px-6">
          <button
            type="button"
            aria-label="Pages and projects"
            onClick={() => setOpen("drawer")}
            className={`${buttonClass({ variant: "ghost" })} -ml-2 w-8 px-0! lg:hidden coarse:min-w-11`}
          >
            <MenuIcon aria-hidden="true" />
          </button>
          <SearchButton onPress={() => setOpen("palette")} />
          <div className="ml-auto flex items-center gap-1">
            <ZoneSwitch />
            <ThemeMenu />
          </div>
        </header>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 outline-none">
          {children}
        </main>
      </div>
      <Sheet
        isOpen={open === "drawer"}
        onOpenChange={toggle("drawer")}
        side="left"
        size="sm"
        title="Pages and projects"
        isBare
      >
        {column}
      </Sheet>
      {open === "palette" && <CommandPalette isOpen onOpenChange={toggle("palette")} projectId={currentProjectId} />}
      {open === "keys" && <KeySheet isOpen onOpenChange={toggle("keys")} />}
      <TooltipLayer />
      <Toaster />
    </div>
  );
}

/** The page is there and idle: what the first press will need can come now. */
function prepareOnIdle(): () => void {
  const prepare = () => {
    void preloadMenus();
    void preloadDialogs();
  };
  if (!("requestIdleCallback" in window)) {
    const timeout = setTimeout(prepare, 1000);
    return () => clearTimeout(timeout);
  }
  const handle = requestIdleCallback(prepare);
  return () => cancelIdleCallback(handle);
}

function SearchButton({ onPress }: { onPress: () => void }) {
  return (
    <button
      type="button"
      onClick={onPress}
      className="flex h-8 min-w-8 items-center gap-2 rounded-md border border-line-strong bg-panel px-2.5 text-sm text-subtle hover:bg-hover hover:text-fg sm:w-72 coarse:min-h-11"
    >
      <Search className="size-3.5 shrink-0" aria-hidden="true" />
      <span className="truncate max-sm:sr-only">Search or run a command</span>
      <KeyHint keys="mod+k" className="ml-auto max-sm:hidden" />
    </button>
  );
}
