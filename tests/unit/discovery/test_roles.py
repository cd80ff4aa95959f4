from __future__ import annotations

import pytest

from stackfit.discovery.roles import RoleJudge
from stackfit.model.kinds import Role


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("app.py", Role.PRODUCTION),
        ("src/app.ts", Role.PRODUCTION),
        ("bin/cli.js", Role.PRODUCTION),
        ("shop/migrations/0001_initial.py", Role.PRODUCTION),
        ("tests/helper.py", Role.TEST),
        ("eg/led.js", Role.EXAMPLE),
        ("Tests/helper.py", Role.TEST),
        ("pkg/tests/helper.py", Role.TEST),
        ("src/__tests__/a.js", Role.TEST),
        ("src/a.test.ts", Role.TEST),
        ("src/a.spec.tsx", Role.TEST),
        ("src/a-test.js", Role.TEST),
        ("pkg/test_a.py", Role.TEST),
        ("pkg/a_test.py", Role.TEST),
        ("conftest.py", Role.TEST),
        ("cypress/support/x.js", Role.TEST),
        ("spec/a.js", Role.TEST),
        ("examples/tests/a.py", Role.TEST),
        ("testdata/a.py", Role.TEST),
        ("pytest/main.py", Role.PRODUCTION),
        ("contest.py", Role.PRODUCTION),
        ("latest/app.py", Role.PRODUCTION),
        ("src/spec/parser.ts", Role.PRODUCTION),
        ("examples/chat/app.py", Role.EXAMPLE),
        ("demo/app.js", Role.EXAMPLE),
        ("samples/docs/app.js", Role.EXAMPLE),
        ("example.py", Role.EXAMPLE),
        ("mqtt_example.py", Role.EXAMPLE),
        ("src/ui/Button.stories.tsx", Role.EXAMPLE),
        ("docs/conf.py", Role.DOCS),
        ("docs_src/tutorial.py", Role.DOCS),
        ("website/docs/a.js", Role.DOCS),
        ("src/docs/render.ts", Role.PRODUCTION),
        ("scripts/release.py", Role.TOOLING),
        ("tools/gen.py", Role.TOOLING),
        ("server/tools/search.ts", Role.PRODUCTION),
        ("server/scripts/backfill.ts", Role.TOOLING),
        ("benchmarks/speed.py", Role.TOOLING),
        (".github/check.py", Role.TOOLING),
        ("setup.py", Role.TOOLING),
        ("noxfile.py", Role.TOOLING),
        ("webpack.prod.js", Role.TOOLING),
        ("vite.config.ts", Role.TOOLING),
        ("Gruntfile.js", Role.TOOLING),
        (".eslintrc.js", Role.TOOLING),
        ("frontend/babel.config.js", Role.TOOLING),
        ("ecosystem.config.js", Role.PRODUCTION),
        ("gunicorn.conf.py", Role.PRODUCTION),
        ("tasks.py", Role.PRODUCTION),
        ("manage.py", Role.PRODUCTION),
    ],
)
def test_role_of(path: str, role: Role) -> None:
    assert RoleJudge([path]).role_of(path) is role


def test_outer_names_do_not_count_inside_a_package() -> None:
    paths = ["home/__init__.py", "home/demo/light.py", "home/scripts/check.py", "home/setup.py", "home/tests/x.py"]
    judge = RoleJudge(paths)
    assert [judge.role_of(path) for path in paths[1:4]] == [Role.PRODUCTION] * 3
    assert judge.role_of("home/tests/x.py") is Role.TEST


def test_outer_names_count_again_in_a_project_of_its_own() -> None:
    paths = ["src/web/package.json", "src/web/examples/a.js", "src/api/examples/a.js"]
    judge = RoleJudge(paths)
    assert judge.role_of("src/web/examples/a.js") is Role.EXAMPLE
    assert judge.role_of("src/api/examples/a.js") is Role.PRODUCTION


def test_a_package_at_the_root_does_not_hide_outer_names() -> None:
    assert RoleJudge(["__init__.py", "docs/a.py"]).role_of("docs/a.py") is Role.DOCS


def test_an_app_of_the_site_is_no_example_whatever_it_is_called() -> None:
    site = ["manage.py", "cookbook/__init__.py", "cookbook/migrations/__init__.py", "cookbook/views.py"]
    assert RoleJudge(site).role_of("cookbook/views.py") is Role.PRODUCTION
    assert RoleJudge([*site, "setup.py"]).role_of("cookbook/views.py") is Role.EXAMPLE
    assert RoleJudge(site[1:]).role_of("cookbook/views.py") is Role.EXAMPLE


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("presentation/plugin/notes-server/index.js", Role.DOCS),
        ("presentation2/plugin/index.js", Role.PRODUCTION),
        ("devel/ci/reporter.py", Role.TOOLING),
        ("packages/shop-tests/src/server.js", Role.TEST),
        ("packages/lab-tests-app/src/server.js", Role.PRODUCTION),
        ("packages/shop-test/src/server.js", Role.TEST),
        ("packages/speed-test/src/server.js", Role.PRODUCTION),
        ("packages/shop-examples/src/server.js", Role.EXAMPLE),
    ],
)
def test_slides_of_a_talk_development_and_packages_of_tests(path: str, role: Role) -> None:
    projects = ("shop", "shop-test", "shop-tests", "shop-examples", "speed-test")
    paths = (path, "presentation/js/reveal.js", *(f"packages/{name}/package.json" for name in projects))
    assert RoleJudge(paths).role_of(path) is role


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("contrib/poll.py", Role.TOOLING),
        ("master/contrib/poll.py", Role.TOOLING),
        ("master/bot/contrib/poll.py", Role.PRODUCTION),
        ("plain/contrib/poll.py", Role.PRODUCTION),
        ("gulp/build.js", Role.TOOLING),
        ("regtest/wallet.js", Role.TEST),
        ("master/bot/test_utils/fake.py", Role.TEST),
        ("test-infra/server.js", Role.TEST),
        ("master/bot/contest_utils/rank.py", Role.PRODUCTION),
        ("master/bot/ab_test_support_desk/app.py", Role.PRODUCTION),
        ("desk-test/src/main.js", Role.TEST),
        ("plain/desk-test/src/main.js", Role.PRODUCTION),
        ("code-samples/bot/index.js", Role.EXAMPLE),
        ("example_native/handler.py", Role.EXAMPLE),
        ("src/example_store/keep.js", Role.PRODUCTION),
    ],
)
def test_scripts_of_friends_tasks_and_apps_that_try_the_project_around_them(path: str, role: Role) -> None:
    projects = ("package.json", "master/pyproject.toml", "desk-test/package.json", "plain/desk-test/package.json")
    paths = (path, "src/index.js", "master/bot/__init__.py", "plain/contrib/__init__.py", *projects)
    assert RoleJudge(paths).role_of(path) is role


def test_a_package_called_contrib_is_part_of_the_program() -> None:
    assert RoleJudge(("contrib/__init__.py", "contrib/shop.py")).role_of("contrib/shop.py") is Role.PRODUCTION
