import { PageMissing } from "@/components/shell/page-missing";

export default function NotFound() {
  return (
    <main className="mx-auto max-w-160 px-4 py-[18vh]">
      <h1 className="sr-only">Not found</h1>
      <PageMissing />
    </main>
  );
}
