import nox


@nox.session
def generate(session: nox.Session) -> None:
    session.install("trueup")
    session.run("trueup", "generate")


@nox.session
def check(session: nox.Session) -> None:
    session.install("trueup")
    session.run("trueup", "check")
