"""Which capacity may perform which action: the single table of rights."""

from collections.abc import Mapping

from platform_app.actor import APPLICANT, SYSTEM, VISITOR, Actor
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action

OFFICE = frozenset({Role.OFFICER, Role.DECIDER, Role.ADMINISTRATOR})
DECIDERS = frozenset({Role.DECIDER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
STAFF = frozenset({*OFFICE, Role.VIEWER})
MEMBERS = frozenset({Role.REPRESENTATIVE, Role.EDITOR})
REPRESENTATIVES = frozenset({Role.REPRESENTATIVE})
EVERYBODY = frozenset({*STAFF, *MEMBERS, VISITOR, APPLICANT})

MAY: Mapping[Action, frozenset[str]] = {
    Action.START_DRAFT: EVERYBODY,
    Action.SAVE_DRAFT: EVERYBODY,
    Action.ATTACH: EVERYBODY,
    Action.DETACH: EVERYBODY,
    Action.SUBMIT: EVERYBODY,
    Action.RETRACT: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.ENTER_PROXY: OFFICE,
    Action.READ_BACK: OFFICE,
    Action.START_REVIEW: OFFICE,
    Action.CHECK: OFFICE,
    Action.ASSIGN: OFFICE,
    Action.NOTE: OFFICE,
    Action.RETURN: OFFICE,
    Action.FORWARD: OFFICE,
    Action.RECALL: OFFICE,
    Action.APPROVE: DECIDERS,
    Action.REJECT: DECIDERS,
    Action.ACCEPT: OFFICE,
    Action.REVERSE: DECIDERS,
    Action.REOPEN: DECIDERS,
    Action.CHANGE_MINOR: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.OPEN_BATCH: OFFICE,
    Action.ADD_TO_BATCH: OFFICE,
    Action.REMOVE_FROM_BATCH: OFFICE,
    Action.DRAFT_BATCH: OFFICE,
    Action.CLOSE_BATCH: OFFICE,
    Action.DECIDE_BATCH: DECIDERS,
    Action.PURGE_DRAFTS: frozenset({SYSTEM}),
    Action.CLOSE_ACCOUNTS: frozenset({SYSTEM}),
    Action.CORRECT_RECORD: OFFICE,
    Action.CHANGE_STANDING: DECIDERS,
    Action.LINK_MEMBERS: OFFICE,
    Action.IMPORT_PREVIEW: frozenset({*OFFICE, SYSTEM}),
    Action.IMPORT_APPLY: frozenset({Role.ADMINISTRATOR, Role.OFFICER, SYSTEM}),
    Action.SET_UP: frozenset({VISITOR, SYSTEM}),
    Action.INVITE: frozenset({*ADMINISTRATORS, *REPRESENTATIVES, SYSTEM}),
    Action.ACCEPT_INVITATION: EVERYBODY,
    Action.SIGN_IN: EVERYBODY,
    Action.SIGN_IN_FAILED: EVERYBODY,
    Action.SIGN_OUT: EVERYBODY,
    Action.REQUEST_RESET: frozenset({*EVERYBODY, SYSTEM}),
    Action.RESET_PASSWORD: frozenset({*EVERYBODY, SYSTEM}),
    Action.CHANGE_ACCOUNT: frozenset({*ADMINISTRATORS, *REPRESENTATIVES, SYSTEM}),
    Action.DEACTIVATE: frozenset({*ADMINISTRATORS, *REPRESENTATIVES}),
    Action.REACTIVATE: frozenset({*ADMINISTRATORS, *REPRESENTATIVES}),
    Action.RESEND_INVITATION: frozenset({*ADMINISTRATORS, *REPRESENTATIVES, SYSTEM}),
    Action.CHANGE_OWN_NAME: frozenset({*STAFF, *MEMBERS}),
    Action.CHANGE_OWN_PASSWORD: frozenset({*STAFF, *MEMBERS}),
    Action.ISSUE_SET_UP_LINK: frozenset({SYSTEM}),
    Action.ENROL_SECOND_FACTOR: frozenset({*STAFF, *MEMBERS, SYSTEM}),
    Action.RENEW_RECOVERY_CODES: frozenset({*STAFF, *MEMBERS}),
    Action.RESET_SECOND_FACTOR: frozenset({*ADMINISTRATORS, SYSTEM}),
    Action.REQUEST_LINK: EVERYBODY,
    Action.USE_LINK: EVERYBODY,
    Action.CHANGE_SETTINGS: frozenset({*ADMINISTRATORS, SYSTEM}),
    Action.CHANGE_CATALOGUE: frozenset({*ADMINISTRATORS, SYSTEM}),
    Action.LOAD_SAMPLE: frozenset({SYSTEM}),
    Action.LOAD_SAMPLE_PEOPLE: frozenset({SYSTEM}),
    Action.LOAD_SAMPLE_EVENTS: frozenset({SYSTEM}),
    Action.CREATE_EVENT: OFFICE | {SYSTEM},
    Action.EDIT_EVENT: OFFICE | {SYSTEM},
    Action.COPY_EVENT: OFFICE | {SYSTEM},
    Action.PUBLISH_EVENT: OFFICE | {SYSTEM},
    Action.POSTPONE_EVENT: OFFICE | {SYSTEM},
    Action.RESCHEDULE_EVENT: OFFICE | {SYSTEM},
    Action.CANCEL_EVENT: OFFICE | {SYSTEM},
    Action.CHANGE_CAPACITY: OFFICE | {SYSTEM},
    Action.RELEASE_POOL: OFFICE | {SYSTEM},
    Action.EDIT_PROGRAMME: OFFICE | {SYSTEM},
    Action.ADD_EVENT_FILE: OFFICE | {SYSTEM},
    Action.EDIT_EVENT_FILE: OFFICE,
    Action.REMOVE_EVENT_FILE: OFFICE,
    Action.REGISTER: EVERYBODY | {SYSTEM},
    Action.EDIT_REGISTRATION: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.CANCEL_REGISTRATION: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.REDUCE_PARTY: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.SUBSTITUTE: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.ACCEPT_OFFER: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.DECLINE_OFFER: frozenset({APPLICANT, *MEMBERS, *OFFICE}),
    Action.EXPIRE_OFFERS: frozenset({SYSTEM, *OFFICE}),
    Action.DRAW_LOTS: OFFICE,
    Action.ADMIT: OFFICE,
    Action.REFUSE: OFFICE,
    Action.SETTLE_CONFLICT: OFFICE,
    Action.SAVE_REMINDER: OFFICE | {SYSTEM},
    Action.REMOVE_REMINDER: OFFICE,
    Action.REMIND: frozenset({SYSTEM, *OFFICE}),
    Action.SEND_MAILING: OFFICE,
    Action.CHECK_IN: OFFICE | {SYSTEM},
    Action.WALK_IN: OFFICE,
    Action.SEAT_AT_DOOR: OFFICE,
    Action.KEY_SHEET: OFFICE,
    Action.TAKE_REPORT: OFFICE,
    Action.SAVE_SURVEY: OFFICE | {SYSTEM},
    Action.OPEN_SURVEY: OFFICE | {SYSTEM},
    Action.CLOSE_SURVEY: OFFICE | {SYSTEM},
    Action.COUNT_SURVEY: OFFICE | {SYSTEM},
    Action.INVITE_TO_SURVEY: OFFICE,
    Action.PUBLISH_SURVEY: OFFICE | {SYSTEM},
    Action.ANSWER_SURVEY: EVERYBODY | {SYSTEM},
    Action.KEY_SURVEY: OFFICE | {SYSTEM},
    Action.SAVE_POLL: OFFICE | {SYSTEM},
    Action.TURN_POLL: OFFICE | {SYSTEM},
    Action.VOTE: EVERYBODY | {SYSTEM},
    # Groups
    # Discussion records
    # Worksheets and matching
    # Reports of events
    # Mail
    Action.COMPLETE_TASK: OFFICE,
    Action.RETRY_MESSAGE: OFFICE,
    Action.VIEW: frozenset({*STAFF, *MEMBERS, APPLICANT, SYSTEM}),
    Action.EXPORT: frozenset({*STAFF, *MEMBERS, APPLICANT, SYSTEM}),
}


def may(actor: Actor, action: Action) -> bool:
    """Whether the actor holds a capacity that the action asks for."""
    return bool(actor.capacities & MAY[action])
