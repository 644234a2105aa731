import { FEW_CREATES, FEW_LOOKUPS } from "../../provider/run/lookups";
import { MEMBERS_A_WRITE } from "../../provider/run/members";
import { PEOPLE_A_PAGE } from "../../provider/run/run";
import { FEW_READS } from "../../provider/run/snapshot";
import type { ScimGroupRecord } from "../../provider/scim";
import { GroupPageSize } from "../../provider/scim/groups/page-size";
import type { RequestCounts } from "../../provider/scim/limits/forecast";
import type { Work } from "./work";

/** Requests that all may go at once; phases come one after the other. */
export type Phases = readonly RequestCounts[];

/** What one pass of `pulumi refresh` asks: the first few by id, everything else from lists. */
export function refreshPhases(work: Work): Phases {
  const { people, groups } = work;
  const readings = groups + work.memberships;
  // A person's profile tells the organisation; for groups alone it is asked, and a directory asks first.
  const asks = work.directories > 0 || (groups > 0 && people === 0);
  return [
    {
      "GET Users/{id}": Math.min(people, FEW_READS),
      "GET Users": (people > FEW_READS ? peoplePages(people) : 0) + (asks ? 1 : 0),
      "GET Groups/{id}": Math.min(readings, FEW_READS),
      "GET Groups": readings > FEW_READS ? groupPages(work) : 0,
    },
  ];
}

/** What `pulumi preview` asks: who of those to be created exists. */
export function previewPhases(work: Work): Phases {
  const { lists } = lookups(work);
  const asks = isCreating(work) && work.people > 0;
  return [{ ...lists, "GET Users": lists["GET Users"] + (asks ? 1 : 0) }, looks(work)];
}

/**
 * What the run of `pulumi up` asks and writes after its preview. People come before groups, which need their ids, and what is
 * deleted goes last.
 * @param rescans how often the list of people is read anew, since it has grown old
 */
export function upPhases(work: Work, rescans: number): Phases {
  const { lists, peopleScanned, groupsScanned } = lookups(work);
  const creates = work.createPeople + work.createGroups;
  const scansPeople = work.createPeople > FEW_CREATES && !peopleScanned;
  const scansGroups = creates > FEW_CREATES && work.createGroups > 0 && !groupsScanned;
  const scans = (scansPeople ? 1 : 0) + (work.createPeople > FEW_CREATES ? rescans : 0);
  return [
    {
      ...lists,
      "GET Users": lists["GET Users"] + scans * peoplePages(work.people) + (isWriting(work) ? 1 : 0),
      "GET Groups": lists["GET Groups"] + (scansGroups ? groupPages(work) : 0),
    },
    looks(work),
    {
      "POST Users": work.createPeople,
      "GET Users/{id}": work.readPeople,
      "PATCH Users/{id}": work.changePeople,
    },
    {
      "GET Groups": work.createGroups,
      "POST Groups": work.createGroups,
      "GET Groups/{id}": work.readGroups + (laterJoins(work) > 0 ? work.createGroups : 0),
      "PATCH Groups/{id}": work.groupPatches + work.createGroups * laterJoins(work),
    },
    { "GET Groups/{id}": work.deleteGroups, "DELETE Groups/{id}": work.deleteGroups },
    { "GET Users/{id}": work.deactivatePeople, "DELETE Users/{id}": work.deactivatePeople },
  ];
}

/** The look-ups of the checks, in the order of people, then groups: the first few by filter, the others in a list. */
function lookups(work: Work) {
  const byFilter = Math.min(work.createPeople, FEW_LOOKUPS);
  const groupsByFilter = Math.min(work.createGroups, FEW_LOOKUPS - byFilter);
  const peopleScanned = work.createPeople > byFilter;
  const groupsScanned = work.createGroups > groupsByFilter;
  const lists = {
    "GET Users": byFilter + (peopleScanned ? peoplePages(work.people) : 0),
    "GET Groups": groupsByFilter + (groupsScanned ? groupPages(work) : 0),
  };
  return { lists, peopleScanned, groupsScanned };
}

/** What is looked at before anything is sent, where the look-ups have not listed it: the first few by id, the others in a list. */
function looks(work: Work): RequestCounts {
  const { lookPeople, lookGroups } = work;
  const { peopleScanned, groupsScanned } = lookups(work);
  const byId = (looked: number, isScanned: boolean) => (isScanned ? 0 : Math.min(looked, FEW_READS));
  const listed = (looked: number, isScanned: boolean, pages: number) =>
    looked > FEW_READS && !isScanned ? pages : 0;
  return {
    "GET Users/{id}": byId(lookPeople, peopleScanned),
    "GET Users": listed(lookPeople, peopleScanned, peoplePages(work.people)),
    "GET Groups/{id}": byId(lookGroups, groupsScanned),
    "GET Groups": listed(lookGroups, groupsScanned, groupPages(work)),
  };
}

/** A create takes as many members as a write may have; the others join afterwards. */
function laterJoins({ members }: Work): number {
  return Math.max(0, Math.ceil(members / MEMBERS_A_WRITE) - 1);
}

function isCreating({ createPeople, createGroups }: Work): boolean {
  return createPeople + createGroups > 0;
}

function isWriting(work: Work): boolean {
  const { changePeople, deactivatePeople, changeGroups, deleteGroups } = work;
  return isCreating(work) || changePeople + deactivatePeople + changeGroups + deleteGroups > 0;
}

function peoplePages(people: number): number {
  return Math.max(1, Math.ceil(people / PEOPLE_A_PAGE));
}

/** As the client asks: a careful first page, then as many as their size allows. */
function groupPages({ groups, members }: Work): number {
  const size = new GroupPageSize(undefined);
  const group = { members: { length: members } } as ScimGroupRecord;
  let pages = 0;
  for (let left = groups; left > 0 || pages === 0; pages += 1) {
    const listed = Math.min(left, size.next());
    for (let at = 0; at < listed; at += 1) size.count(group);
    left -= listed;
  }
  return pages;
}
