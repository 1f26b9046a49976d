import type { Locator, Page } from "playwright/test";

export class SignInPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await this.page.goto("/sign-in");
    await this.heading.waitFor();
  }

  async signIn({ email, password }: { email: string; password: string }): Promise<void> {
    await this.email.fill(email);
    await this.password.fill(password);
    await this.page.getByRole("button", { name: "Sign in" }).click();
  }

  get heading(): Locator {
    return this.page.getByRole("heading", { name: "Sign in to Tally" });
  }

  get email(): Locator {
    return this.page.getByLabel("E-mail");
  }

  get password(): Locator {
    return this.page.getByLabel("Password", { exact: true });
  }

  get alert(): Locator {
    // Next has an empty one of its own for announcing pages.
    return this.page.getByRole("alert").filter({ hasText: /\S/ });
  }
}
