"""A coordinator asks for evidence, is told what is missing, watches the pack being made, and checks
what comes."""

import hashlib
import subprocess
import zipfile

from playwright.sync_api import expect

from tests.browser.walker import SMALL


def test_from_the_figure_to_a_pack_that_can_be_checked(walk, work, tmp_path):
    ema = walk().sign_in("coordinator").open("/groups/jesenice-a")
    ema.follow("Evidence").says("What is proven").look()
    gaps = ema.page.locator("#gaps .agenda li")
    named = gaps.first.locator("p").first.inner_text()
    assert named

    ema.leave_by(ema.page.locator("#ask button", has_text="Complete evidence"))
    ema.says("or make the pack with gaps")
    ema.open("/groups/jesenice-a/evidence")
    ema.leave_by(ema.page.locator("#ask button", has_text="With gaps"))
    ema.says("Is being made").look()
    work()
    expect(ema.page.locator("#progress")).to_contain_text("Ready")  # by itself
    ema.look()
    with ema.page.expect_download() as coming:
        ema.page.click("#download")
    coming.value.save_as(tmp_path / "pack.zip")
    told = ema.page.locator("#progress code").inner_text()
    assert hashlib.sha256((tmp_path / "pack.zip").read_bytes()).hexdigest() == told
    with zipfile.ZipFile(tmp_path / "pack.zip") as packed:
        packed.extractall(tmp_path / "all")
    run = subprocess.run(["sha256sum", "-c", "manifest.txt"], cwd=tmp_path / "all", check=False)
    assert run.returncode == 0
    ema.follow("All packs of this group").says("Download").look()


def test_without_scripts_and_in_arabic_on_a_small_phone(walk, work):
    ema = walk(SMALL, "ar", scripts=False).sign_in("coordinator")
    ema.open("/groups/jesenice-b/evidence").look()
    ema.leave_by(ema.page.locator("#ask button[value=yes]"))
    work()
    ema.leave_by(ema.page.locator("#look_now"))
    expect(ema.page.locator("#download")).to_be_visible()
