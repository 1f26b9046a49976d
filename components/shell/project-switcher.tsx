"use client";

import { ChevronsUpDown } from "lucide-react";
import { useTransition } from "react";
import { Menu, MenuLink, MenuRadioGroup, MenuSeparator } from "../ui/menu";
import { Spinner } from "../ui/spinner";
import type { ShellProject } from "./types";

/** Which project the console shows, and the way to another. */
export function ProjectSwitcher({
  projects,
  currentProjectId,
  onSelect,
}: {
  projects: readonly ShellProject[];
  currentProjectId: string | null;
  onSelect: (projectId: string) => Promise<void>;
}) {
  const [isSwitching, startSwitching] = useTransition();
  const current = projects.find((project) => project.projectId === currentProjectId);
  return (
    <Menu
      className="w-56"
      trigger={
        <button
          type="button"
          aria-busy={isSwitching || undefined}
          className="flex min-h-11 w-full items-center gap-2.5 rounded-md border border-line-strong bg-canvas px-2.5 py-1.5 text-left hover:bg-hover data-popup-open:bg-hover"
        >
          <span className="flex min-w-0 flex-1 flex-col">
            <span className="text-2xs leading-3.5 text-subtle">
              {current === undefined ? "Project" : kindName[current.kind]}
            </span>
            <span className="truncate text-sm font-medium">{current?.name ?? "None chosen"}</span>
          </span>
          {isSwitching ? (
            <Spinner className="size-3.5 text-subtle" />
          ) : (
            <ChevronsUpDown className="size-3.5 shrink-0 text-subtle" aria-hidden="true" />
          )}
        </button>
      }
    >
      {projects.length > 0 && (
        <>
          <MenuRadioGroup
            label="Projects"
            value={currentProjectId ?? ""}
            onValueChange={(projectId) => startSwitching(() => onSelect(projectId))}
            options={projects.map((project) => ({
              value: project.projectId,
              label: project.name,
              hint: kindName[project.kind],
            }))}
          />
          <MenuSeparator />
        </>
      )}
      <MenuLink href="/settings">Project settings</MenuLink>
    </Menu>
  );
}

const kindName: Record<ShellProject["kind"], string> = { agora: "Agora project", sandbox: "Local sandbox" };
