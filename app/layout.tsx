import type { Metadata, Viewport } from "next";
import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { beforePaintScript, parseTheme, themeCookie } from "@/components/shell/preferences";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Tally", template: "%s · Tally" },
  description: "Operator console for Agora's recording services.",
  icons: { icon: { url: "/favicon.svg", type: "image/svg+xml" } },
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "dark light",
};

/**
 * The document. The theme comes from a cookie, so the first byte already has it; only "system" needs the script, which
 * runs before anything is painted and carries the nonce of this response (set by `proxy.ts`).
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const choice = parseTheme((await cookies()).get(themeCookie)?.value);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <html
      lang="en"
      data-theme={choice === "light" ? "light" : "dark"}
      data-theme-choice={choice}
      suppressHydrationWarning
    >
      <head>
        <script nonce={nonce} dangerouslySetInnerHTML={{ __html: beforePaintScript }} suppressHydrationWarning />
      </head>
      <body>{children}</body>
    </html>
  );
}
