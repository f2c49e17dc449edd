"""The mentoring's door, by what it is about: ``alumni``, ``people``, ``runs``, ``partnerships``, ``asking``, …"""
