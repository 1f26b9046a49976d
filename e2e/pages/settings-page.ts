import type { Locator, Page } from "playwright/test";

/** The settings of a project, also of one that is being made. */
export class SettingsPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/settings");
    await this.page.getByRole("heading", { name: "Project settings", level: 1 }).waitFor();
  }

  async openNew(): Promise<void> {
    await this.page.goto("/settings/projects/new");
    await this.page.getByRole("heading", { name: "New project", level: 1 }).waitFor();
  }

  field(label: string): Locator {
    return this.page.getByRole("textbox", { name: label, exact: true });
  }

  async enter(entries: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(entries)) await this.field(label).fill(value);
  }

  async save(): Promise<void> {
    await this.page.getByRole("button", { name: /^(Save settings|Create project)$/ }).click();
  }

  /** Says that a project was saved. */
  saved(name: string): Locator {
    return this.page.getByText(`Project "${name}" saved`);
  }

  get removeCertificate(): Locator {
    return this.page.getByRole("checkbox", { name: "Remove the stored App Certificate" });
  }
}
