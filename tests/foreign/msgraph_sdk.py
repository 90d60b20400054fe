"""Microsoft's own Python SDK (msgraph-sdk from PyPI) against `graphdown mock`.

Usage: msgraph_sdk.py http://127.0.0.1:8080
Exits with 77 if the SDK is not installed. It downloads nothing.
"""

import asyncio
import sys

try:
    from kiota_abstractions.api_error import APIError
    from kiota_abstractions.authentication import (
        AccessTokenProvider,
        AllowedHostsValidator,
        BaseBearerTokenAuthenticationProvider,
    )
    from kiota_abstractions.base_request_configuration import RequestConfiguration
    from msgraph import GraphServiceClient
    from msgraph.generated.models.password_profile import PasswordProfile
    from msgraph.generated.models.reference_create import ReferenceCreate
    from msgraph.generated.models.user import User
    from msgraph.generated.users.users_request_builder import UsersRequestBuilder
    from msgraph.graph_request_adapter import GraphRequestAdapter
    from msgraph_core import PageIterator
except ImportError as error:
    print(f"skipped: msgraph-sdk is not installed ({error})")
    sys.exit(77)


class AnyToken(AccessTokenProvider):
    """A token that is not one: the mock looks only whether there is any."""

    async def get_authorization_token(self, uri, additional_authentication_context={}):
        return "any"

    def get_allowed_hosts_validator(self):
        return AllowedHostsValidator(["127.0.0.1"])


async def failure(call):
    """The error of a call that has to fail."""
    try:
        await call
    except APIError as error:
        return error
    raise AssertionError("an error was expected")


async def main(url):
    adapter = GraphRequestAdapter(BaseBearerTokenAuthenticationProvider(AnyToken()))
    adapter.base_url = f"{url}/v1.0"
    client = GraphServiceClient(request_adapter=adapter)

    before = await client.users.get()
    assert before.value and all(it.id for it in before.value), before
    print(f"list: {len(before.value)} users")

    created = await client.users.post(
        User(
            account_enabled=True,
            display_name="Megan",
            mail_nickname="megan",
            user_principal_name="megan@contoso.example",
            password_profile=PasswordProfile(password="secret", force_change_password_next_sign_in=True),
        )
    )
    assert created.id and created.display_name == "Megan", created
    print(f"create: {created.id}")

    found = await client.users.by_user_id(created.id).get()
    assert found.id == created.id and found.user_principal_name == "megan@contoso.example", found
    print("get")

    await client.users.by_user_id(created.id).patch(User(job_title="Lead", business_phones=["1", "2"]))
    changed = await client.users.by_user_id(created.id).get()
    assert (changed.job_title, changed.business_phones) == ("Lead", ["1", "2"]), changed
    print("update")

    query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(
        filter="startswith(displayName,'Meg')", select=["id", "displayName"], count=True
    )
    configuration = RequestConfiguration(query_parameters=query)
    configuration.headers.add("ConsistencyLevel", "eventual")
    filtered = await client.users.get(request_configuration=configuration)
    assert [it.id for it in filtered.value] == [created.id] and filtered.odata_count == 1, filtered
    print("filter, select, count")

    query = UsersRequestBuilder.UsersRequestBuilderGetQueryParameters(top=1)
    page = await client.users.get(request_configuration=RequestConfiguration(query_parameters=query))
    assert len(page.value) == 1 and page.odata_next_link, page
    seen = []
    await PageIterator(page, adapter).iterate(lambda it: seen.append(it.id) or True)
    assert len(seen) == len(before.value) + 1 and created.id in seen, seen
    print(f"pages: {len(seen)} users, one a page")

    reference = ReferenceCreate(odata_id=f"{url}/v1.0/directoryObjects/{created.id}")
    await client.groups.by_group_id("group").members.ref.post(reference)
    members = await client.groups.by_group_id("group").members.get()
    assert any(isinstance(it, User) and it.id == created.id for it in members.value), members
    print("members")

    bad = await failure(client.users.post(User(display_name="only a name")))
    assert bad.response_status_code == 400 and "required" in bad.error.message, bad
    print(f"refused: {bad.error.message}")

    await client.users.by_user_id(created.id).delete()
    gone = await failure(client.users.by_user_id(created.id).get())
    assert gone.response_status_code == 404 and gone.error.inner_error.request_id, gone
    print("delete")


asyncio.run(main(sys.argv[1]))
print("all is well")
