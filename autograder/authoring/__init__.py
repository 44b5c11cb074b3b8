"""The author's tools, which no image carries.

commands.py       release, new, prove, calibrate
release.py        from the homework to what students get, the hidden Otter tests and the zips
markup.py         from one solved file, the stub and the clean solution
public_checks.py  whether the checks that students get hold on the reference, and fail on nothing
proof/            the graders proven on every sample
calibration/      thresholds from measured spreads
new.py, starter/  a small homework to start from
"""
