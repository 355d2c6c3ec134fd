"""Who may do what with attestations. Plain functions: no queries, no request."""

from lms.attestations.models import Attestation
from lms.courses.models import Group
from lms.courses.rules import coordinates_group
from lms.people.models import Organisation, Person
from lms.people.rules import coordinates


def is_holder(person: Person, attestation: Attestation) -> bool:
    return attestation.person_id is not None and attestation.person_id == person.id


def may_issue(person: Person, group: Group) -> bool:
    """Issues and lists the attestations of a group: who may confirm its completions."""
    return coordinates_group(person, group)


def may_see(person: Person, attestation: Attestation) -> bool:
    """Opens it and its papers: the holder, and who coordinates the group."""
    return is_holder(person, attestation) or coordinates_group(person, attestation.group)


def may_revoke(person: Person, attestation: Attestation) -> bool:
    """Revokes and replaces it: who coordinates the group; never one's own."""
    return coordinates_group(person, attestation.group) and not is_holder(person, attestation)


def coordinates_issuer(person: Person, organisation: Organisation) -> bool:
    """Says how the attestations of an organisation look, and lists all of them."""
    return coordinates(person, organisation.id)
