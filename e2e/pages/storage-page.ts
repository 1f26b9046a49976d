import type { Locator, Page } from "playwright/test";

export type ProfileEntries = {
  name: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  readAccessKey?: string;
  readSecretKey?: string;
};

/** The storage profiles of a project and the sheet that changes them. */
export class StoragePage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/storage");
    await this.page.getByRole("heading", { name: "Storage", level: 1 }).waitFor();
  }

  row(name: string): Locator {
    return this.page.getByRole("row").filter({ hasText: name });
  }

  async openSheet(): Promise<void> {
    await this.page.getByRole("button", { name: "New profile" }).click();
    await this.sheet.waitFor();
  }

  get sheet(): Locator {
    return this.page.getByRole("dialog", { name: "New storage profile" });
  }

  field(label: string): Locator {
    return this.sheet.getByRole("textbox", { name: label, exact: true });
  }

  async enter(entries: Partial<ProfileEntries>): Promise<void> {
    const labels = {
      name: "Name",
      bucket: "Bucket",
      accessKey: "Access key",
      secretKey: "Secret key",
      readAccessKey: "Read-only access key",
      readSecretKey: "Read-only secret key",
    } as const;
    for (const [entry, label] of Object.entries(labels)) {
      await this.field(label).fill(entries[entry as keyof ProfileEntries] ?? "");
    }
  }

  async save(): Promise<void> {
    await this.sheet.getByRole("button", { name: "Create profile" }).click();
  }

  /** Makes a profile and waits until it is listed. */
  async create(entries: ProfileEntries): Promise<void> {
    await this.openSheet();
    await this.enter(entries);
    await this.save();
    await this.row(entries.name).waitFor();
  }

  async remove(name: string): Promise<void> {
    await this.page.getByRole("button", { name: `Remove ${name}` }).click();
    await this.page.getByRole("button", { name: "Remove profile" }).click();
  }
}
