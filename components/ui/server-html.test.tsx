import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { useForm } from "react-hook-form";
import { describe, expect, it } from "vitest";
import { Button, ButtonLink } from "./button";
import { Checkbox, Switch } from "./checkbox";
import { ClockProvider } from "./clock";
import { CodeBlock } from "./code-block";
import { CopyButton, CopyId } from "./copy";
import { DescriptionList, Stat } from "./description-list";
import { ConfirmDialog, Sheet } from "./dialog";
import { Field } from "./field";
import { Form, FormField, FormSelect } from "./form";
import { IconButton } from "./icon-button";
import { Input, PasswordInput, SearchInput, Textarea } from "./input";
import { Menu, MenuItem } from "./menu";
import { Notice } from "./notice";
import { PageHeader } from "./page-header";
import { Progress } from "./progress";
import { RadioCards, Segmented } from "./radio-cards";
import { SearchSelect } from "./search-select";
import { Select } from "./select";
import { SkeletonRows } from "./skeleton";
import { EmptyState, ErrorState } from "./states";
import { Badge, Status } from "./status";
import { Cell, HeadCell, Row, Table, TableHead } from "./table";
import { Duration, Time } from "./time";
import { Toaster } from "./toaster";

const nothing = () => {};
const options = [{ value: "a", label: "First" }];

function ExampleForm() {
  const form = useForm({ defaultValues: { name: "", vendor: "a" } });
  return (
    <Form form={form} onSubmit={nothing}>
      <FormField name="name" label="Name" hint="Up to 80 characters">
        <Input {...form.register("name")} />
      </FormField>
      <FormField name="vendor" label="Vendor">
        <FormSelect name="vendor" options={options} />
      </FormField>
    </Form>
  );
}

const parts: [name: string, part: ReactElement][] = [
  ["buttons", <Button key="" isLoading />],
  ["link buttons", <ButtonLink key="" href="/recordings" />],
  ["icon buttons", <IconButton key="" label="Stop" icon={null} />],
  ["check boxes", <Checkbox key="" label="HLS" isMixed />],
  ["switches", <Switch key="" label="Follow" />],
  ["radio cards", <RadioCards key="" options={options} value="a" />],
  ["segmented controls", <Segmented key="" label="Range" options={options} value="a" onValueChange={nothing} />],
  ["text areas", <Textarea key="" isMono />],
  ["password inputs", <PasswordInput key="" />],
  ["search inputs", <SearchInput key="" label="Search" />],
  ["selects", <Select key="" options={options} value="a" onValueChange={nothing} />],
  ["searchable selects", <SearchSelect key="" options={options} value={null} onValueChange={nothing} />],
  ["forms", <ExampleForm key="" />],
  ["code", <CodeBlock key="" code="curl" title="Request" />],
  ["copy buttons", <CopyButton key="" text="x" />],
  ["ids", <CopyId key="" label="Sid" value="5f2c9a1b77d04e0fb6a1c2d3e4f5e07d" />],
  ["descriptions", <DescriptionList key="" items={[{ term: "Sid", value: null }]} />],
  ["figures", <Stat key="" label="Recording" value={3} />],
  [
    "dialogs",
    <ConfirmDialog key="" isOpen title="Stop?" confirmLabel="Stop" onConfirm={nothing} onOpenChange={nothing} />,
  ],
  ["sheets", <Sheet key="" isOpen title="Profile" onOpenChange={nothing} />],
  [
    "menus",
    <Menu key="" trigger={<Button />}>
      <MenuItem onSelect={nothing}>Stop</MenuItem>
    </Menu>,
  ],
  ["notices", <Notice key="" tone="warning" title="Silent" />],
  ["page headers", <PageHeader key="" title="Recordings" parents={[{ label: "Overview", href: "/" }]} />],
  ["progress", <Progress key="" label="Uploaded" value={33} isLabelShown />],
  ["open progress", <Progress key="" label="Working" />],
  ["empty states", <EmptyState key="" title="Nothing yet" />],
  ["error states", <ErrorState key="" title="Failed" details={{ code: "X", requestId: "Y", raw: "Z" }} />],
  [
    "states",
    <Status key="" tone="live">
      Recording
    </Status>,
  ],
  [
    "badges",
    <Badge key="" tone="live" isSolid>
      Recording
    </Badge>,
  ],
  ["times", <Time key="" at={0} />],
  ["ages", <Time key="" at={0} format="age" />],
  ["durations", <Duration key="" since={0} />],
  ["toasts", <Toaster key="" />],
  [
    "tables",
    <Table key="" label="Recordings">
      <TableHead>
        <HeadCell sort="ascending" onSort={nothing}>
          Channel
        </HeadCell>
      </TableHead>
      <tbody>
        <Row isActive isSelected>
          <Cell isPinned>lobby</Cell>
        </Row>
      </tbody>
      <SkeletonRows columns={1} rows={1} />
    </Table>,
  ],
];

describe("server HTML, which the content security policy judges", () => {
  it.each(parts)("has no style attribute and no style element: %s", (_name, part) => {
    const html = renderToString(
      <ClockProvider timeZone="UTC" renderedAtMs={0}>
        {part}
      </ClockProvider>,
    );
    expect(html).not.toMatch(/\sstyle=|<style/);
  });
});

describe("a field", () => {
  it("ties label, hint and error to its control", () => {
    const html = renderToString(
      <Field label="Channel" hint="Up to 64 bytes" error="Enter a channel" isRequired>
        <Input />
      </Field>,
    );
    const id = /<label for="([^"]+)"/.exec(html)?.[1];
    expect(html).toContain(
      `<input id="${id}" aria-describedby="${id}-hint ${id}-error" aria-invalid="true" aria-required="true"`,
    );
    expect(html).toContain(`id="${id}-hint"`);
    expect(html).toContain(`id="${id}-error"`);
  });
});

describe("times", () => {
  it("print in the chosen zone with that zone, and machine-readable", () => {
    const html = renderToString(
      <ClockProvider timeZone="Asia/Kolkata" renderedAtMs={Date.UTC(2026, 10, 22)}>
        <Time at="2026-11-21T23:05:09.000Z" />
      </ClockProvider>,
    );
    expect(html).toContain('dateTime="2026-11-21T23:05:09.000Z"');
    expect(html.replaceAll(/<[^>]+>|<!-- -->/g, "")).toBe("22 Nov 04:35:09 UTC+5:30");
  });

  it("tell ages from the server's clock", () => {
    const html = renderToString(
      <ClockProvider timeZone="UTC" renderedAtMs={100_000}>
        <Time at={88_000} format="age" />
      </ClockProvider>,
    );
    expect(html).toContain("12 s ago");
  });
});
