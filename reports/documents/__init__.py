"""The printed forms and notices, each declared as data in a module of its own."""

from reports.documents.approval_notice import approval_notice, change_approval_notice
from reports.documents.correction_request import correction_request
from reports.documents.decision_packet import Case, decision_packet
from reports.documents.membership_application import Use, membership_application
from reports.documents.rejection_notice import rejection_notice
from reports.documents.values import difference_rows, entry_values
from reports.documents.withdrawal_notice import withdrawal_notice
from reports.documents.withdrawal_receipt import withdrawal_receipt

__all__ = [
    "Case",
    "Use",
    "approval_notice",
    "change_approval_notice",
    "correction_request",
    "decision_packet",
    "difference_rows",
    "entry_values",
    "membership_application",
    "rejection_notice",
    "withdrawal_notice",
    "withdrawal_receipt",
]
