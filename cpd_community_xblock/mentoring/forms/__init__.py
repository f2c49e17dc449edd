"""What people send to the mentoring block."""

from django import forms

from cpd_community_xblock.core.forms import CommunityForm

MAX_ID = 2**63 - 1


class PageForm(CommunityForm):
    """Which page, in an address's query; anything wrong counts as not asked for."""

    view = forms.CharField(max_length=16, required=False)
    number = forms.IntegerField(min_value=1, max_value=10**6, required=False)
    partnership = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False)
    run = forms.IntegerField(min_value=1, max_value=MAX_ID, required=False)
    search = forms.CharField(max_length=80, required=False)
    part = forms.CharField(max_length=12, required=False)
    show = forms.CharField(max_length=16, required=False)
