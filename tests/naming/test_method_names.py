"""Names of methods, from one operation each."""

from __future__ import annotations

import pytest

from trueup import ir
from trueup.emit.list_results import returns_list
from trueup.emit.method_names import method_name

PET = ir.Ref("Pet")


def named(
    id_: str | None,
    method: str,
    path: str,
    group: str = "",
    result: ir.Type | None = None,
) -> str:
    operation = ir.Operation(
        id=id_ or "made_up",
        id_given=id_ is not None,
        method=method,
        path=path,
        group=group,
        responses=_success(result),
    )
    return method_name(operation, {}).name


def _success(result: ir.Type | None) -> tuple[ir.Response, ...]:
    contents = (ir.Content("application/json", result),) if result is not None else ()
    return (ir.Response(ir.Status(200), contents=contents),)


LIST = ir.Array(PET)
PAGE = ir.Object((ir.Field("items", LIST, True, False),))


@pytest.mark.parametrize(
    ("id_", "method", "path", "group", "name"),
    [
        (
            "ImportJobs_Cancel",
            "POST",
            "/jobs/imports/{id}/cancel",
            "ImportJobs",
            "cancel",
        ),
        ("pets.list", "GET", "/pets", "pets", "list"),
        ("compute.instances.list", "GET", "/instances", "instances", "list"),
        ("repos/list-for-org", "GET", "/orgs/{org}/repos", "repos", "list_for_org"),
        ("UsersController_findAll", "GET", "/users", "Users", "find_all"),
        ("users-read_user_me", "GET", "/users/me", "users", "read_user_me"),
        ("LROs_putNonResource", "PUT", "/lro", "LROs Operations", "put_non_resource"),
        ("user__create", "POST", "/users", "user", "create"),
    ],
)
def test_explicit_separator_decides(
    id_: str, method: str, path: str, group: str, name: str
) -> None:
    assert named(id_, method, path, group) == name


def test_separated_get_may_return_a_list() -> None:
    assert named("Pets_Get", "GET", "/pets", "Pets", LIST) == "get"


@pytest.mark.parametrize(
    ("id_", "method", "path", "group", "name"),
    [
        ("deleteJob", "DELETE", "/jobs/{id}", "jobs", "delete"),
        ("get-booking", "GET", "/bookings/{id}", "Bookings", "get"),
        ("letters_create", "POST", "/letters", "Letters", "create"),
        ("cancelImportJob", "POST", "/imports/{id}/cancel", "Import Jobs", "cancel"),
    ],
)
def test_tag_goes_where_one_fitting_verb_is_left(
    id_: str, method: str, path: str, group: str, name: str
) -> None:
    assert named(id_, method, path, group) == name


def test_bare_get_is_not_left_where_the_id_names_several() -> None:
    """The type of the response may not show that it is a page."""
    assert named("getPets", "GET", "/pets", "Pets", PET) == "get_pets"
    assert named("getSettings", "GET", "/settings", "Settings", PET) == "get"


def test_item_that_is_a_list_is_not_a_bare_get() -> None:
    assert named(None, "GET", "/blocks/{email}", "blocks", LIST) == "get_block"


@pytest.mark.parametrize(
    ("id_", "method", "path", "name"),
    [
        ("DELETE_alerts-alert_id", "DELETE", "/alerts/{alert_id}", "delete"),
        ("GET_alerts-stats", "GET", "/alerts/stats", "get_alerts_stats"),
    ],
)
def test_method_before_the_tag_is_not_dropped_with_it(
    id_: str, method: str, path: str, name: str
) -> None:
    assert named(id_, method, path, "alerts") == name


_LONG = "IP Address Management Address Maps"


@pytest.mark.parametrize(
    ("id_", "group", "name"),
    [
        (
            "ip-address-management-address-maps-remove-an-account-membership-from-a-map",
            _LONG,
            "remove_an_account_membership_from_a_map",
        ),
        (
            "OrganizationExport_OrganizationExport_DeleteByAccountSettingsExportId",
            "exports",
            "delete_by_account_settings_export_id",
        ),
    ],
)
def test_very_long_id_loses_its_context_before_its_verb(
    id_: str, group: str, name: str
) -> None:
    assert named(id_, "DELETE", "/maps/{map_id}/accounts/{id}", group) == name


@pytest.mark.parametrize("result", [LIST, PAGE])
def test_list_verb_is_left_for_lists_and_pages(result: ir.Type) -> None:
    assert named("listPets", "GET", "/pets", "pets", result) == "list"
    assert named("get-bookings", "GET", "/bookings", "Bookings", result) == (
        "get_bookings"
    )


@pytest.mark.parametrize(
    ("id_", "method", "path", "group", "name"),
    [
        ("get-an-album", "GET", "/albums/{id}", "Albums", "get_an_album"),
        ("buyMuseumTickets", "POST", "/tickets", "Tickets", "buy_museum_tickets"),
        (
            "create-booking-payment",
            "POST",
            "/bookings/{id}/payment",
            "Payment",
            "create_booking_payment",
        ),
        ("findPetsByStatus", "GET", "/pet/findByStatus", "pet", "find_pets_by_status"),
        ("deletePet", "GET", "/pets/{id}", "pets", "delete_pet"),
        ("signIn", "POST", "/session", "session", "sign_in"),
        ("pets", "GET", "/pets", "pets", "pets"),
        ("put_settings", "PUT", "/settings", "account", "put_settings"),
        ("get-users-me", "GET", "/users/me", "users", "get_users_me"),
    ],
)
def test_words_of_an_authored_id_are_preserved(
    id_: str, method: str, path: str, group: str, name: str
) -> None:
    assert named(id_, method, path, group) == name


@pytest.mark.parametrize(
    ("id_", "method", "path", "group", "name"),
    [
        ("read_item_items__item_id__get", "GET", "/items/{item_id}", "", "read_item"),
        ("getUserUsingGET", "GET", "/u/{id}", "accounts", "get_user"),
        ("getUserUsingGET_1", "GET", "/u/{id}", "accounts", "get_user"),
        ("login_api_v1_login_post", "POST", "/api/v1/login", "login", "login"),
        (
            "list_users_users__get",
            "GET",
            "/users/",
            "users",
            "list",
        ),
    ],
)
def test_derived_half_of_a_framework_id_is_dropped(
    id_: str, method: str, path: str, group: str, name: str
) -> None:
    assert named(id_, method, path, group) == name


@pytest.mark.parametrize(
    "id_",
    [
        "post-merchants-merchantId-apiCredentials-id-generateApiKey",
        "8f14e45fceea167a5a36dedd4bea2543",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
        "operation12",
        "op-7",
        None,
    ],
)
def test_id_that_says_nothing_gives_way_to_the_path(id_: str | None) -> None:
    path = "/merchants/{merchantId}/apiCredentials/{apiCredentialId}/generateApiKey"
    assert named(id_, "POST", path, "API key") == "generate_api_key"


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("getPets_8f14e45fceea167a", "get_pets"),
        ("get-pets-6ba7b810-9dad-11d1-80b4-00c04fd430c8", "get_pets"),
        ("6ba7b810-9dad-11d1-80b4-00c04fd430c8.getPets", "get_pets"),
        ("getPets.3f2a9c1b.v2", "get_pets_v2"),
        ("face2face_meet", "face2face_meet"),
        ("feed_20240131", "feed_20240131"),
        ("getFeed-6VMVochwUWo", "get_feed"),
        ("3dSecureAuthentication", "operation_3d_secure_authentication"),
    ],
)
def test_hash_in_an_id_is_dropped(id_: str, name: str) -> None:
    assert named(id_, "GET", "/pets", "cats") == name


@pytest.mark.parametrize(
    ("method", "path", "group", "name"),
    [
        ("POST", "/hooks/6ba7b810-9dad-11d1-80b4-00c04fd430c8", "", "create_hook"),
        ("POST", "/hooks/8f14e45fceea167a/run", "hooks", "run"),
        ("GET", "/hooks/class-6VMVochwUWo", "", "get_hook_class"),
        ("GET", "/8f14e45fceea167a", "", "get_root"),
    ],
)
def test_hash_in_a_path_is_dropped(
    method: str, path: str, group: str, name: str
) -> None:
    assert named(None, method, path, group) == name


@pytest.mark.parametrize(
    ("path", "group", "name"),
    [
        ("/users/by/{email}", "users", "get_by_email"),
        ("/users/by/{email}", "", "get_user_by_email"),
        ("/pets/in/{country}/{city}", "pets", "get_in_city"),
    ],
)
def test_preposition_in_a_path_is_followed_by_its_parameter(
    path: str, group: str, name: str
) -> None:
    assert named(None, "GET", path, group) == name


@pytest.mark.parametrize(
    ("method", "path", "group", "name"),
    [
        ("GET", "/pets", "pets", "list"),
        ("GET", "/pets/{id}", "pets", "get"),
        ("POST", "/pets", "pets", "create"),
        ("PUT", "/pets/{id}", "pets", "replace"),
        ("PATCH", "/pets/{id}", "pets", "update"),
        ("DELETE", "/pets/{id}", "pets", "delete"),
        ("POST", "/jobs/{id}/cancel", "jobs", "cancel"),
        ("POST", "/jobs/{id}/cancel", "", "cancel_job"),
        ("POST", "/jobs/{id}:rerunFailed", "jobs", "rerun_failed"),
        ("POST", "/jobs/{id}/avatar", "jobs", "create_avatar"),
        ("POST", "/jobs/{id}/avatar", "", "create_job_avatar"),
        ("POST", "/jobs/update", "jobs", "update"),
        ("POST", "/jobs/set-tags", "jobs", "set_tags"),
        ("POST", "/jobs/{id}/upload_sessions", "jobs", "create_upload_session"),
        ("POST", "/jobs/search/emails", "jobs", "search_emails"),
        ("POST", "/jobs/resend/{id}", "jobs", "resend"),
        ("POST", "/searches/search/{id}/results", "jobs", "create_search_result"),
        ("GET", "/jobs/get-reasons", "jobs", "get_reasons"),
        ("GET", "/jobs/search", "", "search_jobs"),
        ("GET", "/jobs/export", "jobs", "export"),
        ("GET", "/jobs.json", "jobs", "list"),
        ("GET", "/jobs/{id}.json", "jobs", "get"),
        ("GET", "/{year}/{month}.json", "archive", "get_by_month"),
        ("GET", "/jobs/{id}/logs", "jobs", "list_logs"),
        ("POST", "/jobs/{id}/logs", "jobs", "create_log"),
        ("GET", "/jobs/{id}/logs/{log}", "jobs", "get_log"),
        ("GET", "/account/settings", "account", "get_settings"),
        ("GET", "/api/v2/pets", "", "list_pets"),
        ("GET", "/pets/{id}", "", "get_pet"),
        ("GET", "/", "", "get_root"),
        ("GET", "/orders/{id}/items", "Files", "list_order_items"),
        ("QUERY", "/pets", "pets", "query"),
    ],
)
def test_shape_of_method_and_path(
    method: str, path: str, group: str, name: str
) -> None:
    assert named(None, method, path, group) == name


def test_context_names_are_longer_and_say_more() -> None:
    operation = ir.Operation(
        id="list_app_items",
        id_given=False,
        method="GET",
        path="/files/{file_id}/app_items",
        group="App items",
    )
    found = method_name(operation, {})
    assert found.name == "list"
    assert found.with_context == (
        "list_app_items",
        "list_app_items_for_file",
        "get_files_by_file_id_app_items",
    )


def test_page_counts_as_a_list_and_one_object_does_not() -> None:
    def operation(result: ir.Type) -> ir.Operation:
        return ir.Operation(
            id="a",
            id_given=True,
            method="GET",
            path="/pets",
            group="",
            responses=_success(result),
        )

    tags = ir.Object((ir.Field("tags", LIST, True, False),))
    pets = ir.Object((ir.Field("pets", LIST, True, False),))
    assert returns_list(operation(PAGE), {})
    assert returns_list(operation(pets), {})
    assert returns_list(operation(ir.Nullable(LIST)), {})
    assert not returns_list(operation(tags), {})
