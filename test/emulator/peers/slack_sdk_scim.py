"""Drives every method of Slack's own Python SCIM clients against an emulator.

Arguments: the kind of client (SCIMClient or AsyncSCIMClient), v1's base URL, the token, the control URL.
Prints the name of each check that held; the first one that does not ends the process with its reason.
"""

import asyncio
import inspect
import json
import sys
import urllib.request

from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.http_retry.builtin_handlers import (
    ConnectionErrorRetryHandler,
    RateLimitErrorRetryHandler,
    ServerErrorRetryHandler,
)
from slack_sdk.scim import SCIMClient
from slack_sdk.scim.async_client import AsyncSCIMClient
from slack_sdk.scim.v1.group import Group, GroupMember
from slack_sdk.scim.v1.user import User, UserAddress, UserEmail, UserName, UserPhoneNumber

kind, base_url, token, control_url = sys.argv[1:5]
HANDLERS = {
    "SCIMClient": [RateLimitErrorRetryHandler(2), ConnectionErrorRetryHandler(2), ServerErrorRetryHandler(2)],
    "AsyncSCIMClient": [
        AsyncRateLimitErrorRetryHandler(2),
        AsyncConnectionErrorRetryHandler(2),
        AsyncServerErrorRetryHandler(2),
    ],
}[kind]
CLIENT = {"SCIMClient": SCIMClient, "AsyncSCIMClient": AsyncSCIMClient}[kind]


async def done(answer):
    return await answer if inspect.isawaitable(answer) else answer


def fault(**rule):
    body = json.dumps(rule).encode()
    urllib.request.urlopen(urllib.request.Request(control_url + "/faults", body, method="POST")).close()


def check(name, held, seen=None):
    if not held:
        sys.exit(f"{name}: {seen!r}")
    print(name)


async def users(client):
    person = User(
        user_name="ada.l",
        name=UserName(given_name="Ada", family_name="Lovelace"),
        emails=[UserEmail(value="ada@example.com", primary=True)],
        phone_numbers=[UserPhoneNumber(value="555", type="work")],
        addresses=[UserAddress(country="UK", locality="London")],
        title="Countess",
        active=True,
    )
    made = await done(client.create_user(person))
    check("create_user", made.status_code == 201 and made.user.user_name == "ada.l", made.body)
    check("create_user parses parts", made.user.addresses[0].locality == "London", made.user.to_dict())
    again = await done(client.create_user(person))
    check("create_user, taken", again.status_code == 409 and again.errors.code == 409, again.body)
    check("create_user, taken, says why", "taken" in again.errors.description, again.errors.description)
    read = await done(client.read_user(made.user.id))
    check("read_user", read.status_code == 200 and read.user.title == "Countess", read.body)
    missing = await done(client.read_user("U404"))
    check("read_user, missing", missing.errors.code == 404, missing.body)
    patched = await done(client.patch_user(made.user.id, User(name=UserName(given_name="Augusta"))))
    check("patch_user", patched.status_code == 200 and patched.user.name.given_name == "Augusta", patched.body)
    patched = await done(client.patch_user(made.user.id, {"title": "Analyst", "emails": [{"value": "a@example.com"}]}))
    check("patch_user with a dict", patched.user.emails[0].value == "a@example.com", patched.body)
    whole = patched.user
    whole.title = "Engineer"
    updated = await done(client.update_user(whole))
    check("update_user", updated.status_code == 200 and updated.user.title == "Engineer", updated.body)
    found = await done(client.search_users(start_index=1, count=5, filter='email Eq "a@example.com"'))
    check("search_users", [user.id for user in found.users] == [made.user.id], found.body)
    totals = [found.body[name] for name in ("totalResults", "itemsPerPage", "startIndex")]
    check("search_users, totals", totals == [1, 1, 1], found.body)
    unreadable = await done(client.search_users(start_index=1, count=5, filter="foo"))
    check("search_users, no_filters", unreadable.errors.description == "no_filters (is_aggregate_call=1)", unreadable.body)
    deleted = await done(client.delete_user(made.user.id))
    check("delete_user", deleted.status_code == 200, deleted.body)
    check("delete_user deactivates", not (await done(client.read_user(made.user.id))).user.active)
    return made.user.id


async def groups(client):
    member = (await done(client.create_user({"userName": "bob", "emails": [{"value": "bob@example.com"}]}))).user.id
    made = await done(client.create_group(Group(display_name="Data", members=[GroupMember(value=member)])))
    check("create_group", made.status_code == 201 and made.group.members[0].value == member, made.body)
    read = await done(client.read_group(made.group.id))
    check("read_group", read.group.display_name == "Data", read.body)
    patched = await done(client.patch_group(made.group.id, Group(display_name="Data team")))
    check("patch_group", patched.status_code == 204, patched.body)
    leaving = {"members": [{"value": member, "operation": "delete"}]}
    check("patch_group with a dict", (await done(client.patch_group(made.group.id, leaving))).status_code == 204)
    read = await done(client.read_group(made.group.id))
    check("patch_group holds", (read.group.display_name, len(read.group.members)) == ("Data team", 0), read.body)
    whole = read.group
    whole.display_name = "Data"
    updated = await done(client.update_group(whole))
    check("update_group", updated.status_code == 200 and updated.group.display_name == "Data", updated.body)
    found = await done(client.search_groups(start_index=1, count=10, filter='displayName eq "Data"'))
    check("search_groups", [group.id for group in found.groups] == [made.group.id], found.body)
    deleted = await done(client.delete_group(made.group.id))
    check("delete_group", deleted.status_code == 204, deleted.body)
    check("delete_group is for ever", (await done(client.read_group(made.group.id))).status_code == 404)


async def retries(client, user_id):
    fault(method="GET", path="Users/*", code="too_many_requests", retryAfter=1)
    check("a 429 is retried", (await done(client.read_user(user_id))).status_code == 200)
    fault(method="GET", path="Users/*", status=503)
    # The asynchronous client hands 5xx to its caller whatever its handlers say.
    wanted = 200 if kind == "SCIMClient" else 503
    check("a 503 is retried", (await done(client.read_user(user_id))).status_code == wanted)
    fault(method="GET", path="Users/*", drop="before")
    check("a lost connection is retried", (await done(client.read_user(user_id))).status_code == 200)
    fault(method="GET", path="Users/*", code="too_many_requests", retryAfter=1, times=3)
    check("a 429 that stays is the answer", (await done(client.read_user(user_id))).status_code == 429)


async def main():
    client = CLIENT(token=token, base_url=base_url, retry_handlers=HANDLERS)
    methods = [name for name, member in inspect.getmembers(client, inspect.ismethod) if name.endswith(("user", "users", "group", "groups"))]
    check("all twelve methods are tried", len(methods) == 12, methods)
    user_id = await users(client)
    await groups(client)
    await retries(client, user_id)
    nonsense = await done(CLIENT(token="nonsense", base_url=base_url).search_users(start_index=1, count=1))
    check("a nonsense token", nonsense.errors.description == "invalid_authentication", nonsense.body)


asyncio.run(main())
