"use client";

import { HardDrive, Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog, Sheet } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { EmptyState } from "@/components/ui/states";
import { Status } from "@/components/ui/status";
import { Cell, HeadCell, Row, Table, TableHead } from "@/components/ui/table";
import { Time } from "@/components/ui/time";
import { showToast } from "@/components/ui/toast-store";
import { dataOf } from "@/lib/actions/action-error";
import { archiveStorageProfile } from "@/lib/features/storage/actions";
import type { KeyDescription, StorageProfile, VendorOption } from "@/lib/features/storage/types";
import { failureOf } from "./action-failure";
import { SectionHead } from "./section-head";
import { useGuardedClose } from "./use-guarded-close";

/** The form with its rules, loaded when it is opened. */
const ProfileForm = dynamic(() => import("./profile-form").then((file) => file.ProfileForm), {
  ssr: false,
  loading: () => <Skeleton className="h-96 w-full" />,
});

type Props = {
  projectId: string;
  profiles: readonly StorageProfile[];
  vendors: readonly VendorOption[];
  /** False: the role may look but not change. */
  canSave: boolean;
};

/** The storage profiles of a project: where Agora puts files, and whether Tally can read them back. */
export function StorageProfiles({ projectId, profiles, vendors, canSave }: Props) {
  const router = useRouter();
  const [edited, setEdited] = useState<StorageProfile | "new" | null>(null);
  const [removed, setRemoved] = useState<StorageProfile | null>(null);
  const { close, question, onDirtyChange } = useGuardedClose(() => setEdited(null));
  const add = canSave && (
    <Button variant="primary" icon={<Plus aria-hidden="true" />} onClick={() => setEdited("new")}>
      New profile
    </Button>
  );
  return (
    <section className="flex flex-col gap-3">
      <SectionHead
        title="Storage profiles"
        about="Named places for recorded files. A recording keeps the version of the profile it started with."
      >
        {profiles.length > 0 && add}
      </SectionHead>
      {profiles.length === 0 ? (
        <EmptyState icon={<HardDrive aria-hidden="true" />} title="No storage profile yet" action={add || undefined}>
          A recording needs a bucket of yours. Enter it once as a profile, then choose it by name.
        </EmptyState>
      ) : (
        <ProfileTable {...{ profiles, vendors, canSave }} onEdit={setEdited} onRemove={setRemoved} />
      )}
      <Sheet
        isOpen={edited !== null}
        onOpenChange={(isOpen) => !isOpen && close()}
        title={edited === "new" ? "New storage profile" : "Change storage profile"}
        description={edited === "new" ? undefined : "Recordings that run now keep the present version."}
      >
        {edited !== null && (
          <ProfileForm
            projectId={projectId}
            profile={edited === "new" ? undefined : edited}
            vendors={vendors}
            onSaved={(name) => {
              setEdited(null);
              showToast({ title: `Storage profile "${name}" saved` });
              router.refresh();
            }}
            onUnknown={() => router.refresh()}
            onDirtyChange={onDirtyChange}
          />
        )}
        {question}
      </Sheet>
      {removed !== null && (
        <RemoveProfile profile={removed} onClose={() => setRemoved(null)} onSettled={() => router.refresh()} />
      )}
    </section>
  );
}

function ProfileTable({
  profiles,
  vendors,
  canSave,
  onEdit,
  onRemove,
}: Omit<Props, "projectId"> & {
  onEdit: (profile: StorageProfile) => void;
  onRemove: (profile: StorageProfile) => void;
}) {
  return (
    <Table label="Storage profiles">
      <TableHead>
        <HeadCell>Name</HeadCell>
        <HeadCell>Provider and region</HeadCell>
        <HeadCell>Bucket</HeadCell>
        <HeadCell>Key given to Agora</HeadCell>
        <HeadCell>Listing and playback</HeadCell>
        <HeadCell isNumeric>Recordings</HeadCell>
        <HeadCell>Changed</HeadCell>
        <HeadCell isHidden isPinned>
          Actions
        </HeadCell>
      </TableHead>
      <tbody>
        {profiles.map((profile) => (
          <Row key={profile.profileId}>
            <Cell className="font-medium">{profile.name}</Cell>
            <Cell>{locationWords(profile, vendors)}</Cell>
            <Cell className="font-mono text-xs">{profile.bucket}</Cell>
            <Cell>
              <StoredKey value={profile.accessKey} />
            </Cell>
            <Cell>
              {profile.readKey ? (
                <Status tone="ok">Read-only key stored</Status>
              ) : (
                <Status tone="warning">No read-only key</Status>
              )}
            </Cell>
            <Cell isNumeric>{profile.recordingCount}</Cell>
            <Cell>
              <Time at={profile.updatedAt} format="age" />
            </Cell>
            <Cell isPinned className="text-right">
              {canSave && (
                <span className="inline-flex gap-1">
                  <Button size="sm" aria-label={`Change ${profile.name}`} onClick={() => onEdit(profile)}>
                    Change
                  </Button>
                  <Button
                    size="sm"
                    variant="danger-quiet"
                    aria-label={`Remove ${profile.name}`}
                    onClick={() => onRemove(profile)}
                  >
                    Remove
                  </Button>
                </span>
              )}
            </Cell>
          </Row>
        ))}
      </tbody>
    </Table>
  );
}

const removeFailure = {
  refused: "The profile was not removed",
  unknown: "It is not known whether the profile was removed",
  next: "The list shows it while it is there. Removing it again is safe.",
};

function RemoveProfile({
  profile,
  onClose,
  onSettled,
}: {
  profile: StorageProfile;
  onClose: () => void;
  /** Told when there is nothing more to wait for. */
  onSettled: () => void;
}) {
  const [isLoading, setIsLoading] = useState(false);
  const remove = async () => {
    setIsLoading(true);
    try {
      dataOf(await archiveStorageProfile({ projectId: profile.projectId, profileId: profile.profileId }));
      showToast({ title: `Storage profile "${profile.name}" removed` });
    } catch (error) {
      const { tone, title, meaning } = failureOf(error, removeFailure);
      showToast({ tone, title, description: meaning, durationMs: null });
    }
    setIsLoading(false);
    onClose();
    onSettled();
  };
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`Remove "${profile.name}"?`}
      description="No new recording can use it. Files and finished recordings stay, and are still played with its keys."
      confirmLabel="Remove profile"
      isDangerous
      isLoading={isLoading}
      onConfirm={() => void remove()}
    />
  );
}

function StoredKey({ value }: { value: KeyDescription }) {
  return (
    <span>
      <span className="font-mono text-xs">{value.lastFour === "" ? "••••" : `••••${value.lastFour}`}</span>{" "}
      <span className="text-subtle">
        set <Time at={value.setAt} format="age" />
      </span>
    </span>
  );
}

function locationWords(profile: StorageProfile, vendors: readonly VendorOption[]): string {
  const vendor = vendors.find((option) => option.vendor === profile.vendor);
  const region = vendor?.regions.find((option) => option.number === profile.storageRegion);
  const place = profile.endpoint ?? region?.name;
  return place === undefined ? (vendor?.name ?? profile.vendor) : `${vendor?.name ?? profile.vendor}, ${place}`;
}
