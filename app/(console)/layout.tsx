import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { browserZoneCookie, parseTheme, parseZone, themeCookie, zoneCookie } from "@/components/shell/preferences";
import { Providers } from "@/components/shell/providers";
import { requirePageActor } from "@/lib/auth/actor";
import { readViewer } from "@/lib/auth/session";
import { ConsoleShell } from "./console-shell";
import { readProjectChoice } from "./current-project";

/** The gate and the frame of every page behind sign-in. A layout is not drawn anew on navigation: pages check again. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const actor = await requirePageActor();
  const { ctx, projects, project } = await readProjectChoice();
  const [viewer, jar] = await Promise.all([readViewer(ctx.db, actor), cookies()]);
  return (
    <Providers
      initialTheme={parseTheme(jar.get(themeCookie)?.value)}
      initialZone={parseZone(jar.get(zoneCookie)?.value)}
      browserZone={jar.get(browserZoneCookie)?.value}
      streamZone={null}
      renderedAtMs={ctx.clock.now().getTime()}
    >
      <ConsoleShell
        user={viewer ?? { name: actor.name, email: "", isInstallationAdmin: false, rolesByProject: {} }}
        projects={projects.map(({ projectId, name, kind }) => ({ projectId, name, kind }))}
        currentProjectId={project?.projectId ?? null}
        changePasswordHref="/settings/account"
      >
        {children}
      </ConsoleShell>
    </Providers>
  );
}
