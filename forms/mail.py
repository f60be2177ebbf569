"""What an officer types about mail: a corrected address, and how somebody was told."""

from forms.base import PlatformForm
from forms.choice_fields import Select
from forms.fields import Email, LongText
from forms.validators import Required
from platform_app.vocabulary.mail import CONTACT_METHODS


class RetryForm(PlatformForm):
    """Send a failed message again."""

    address = Email("宛先のメールアドレス", hint="空欄のときは、同じ宛先に送ります。")


class TaskForm(PlatformForm):
    """Note that somebody was told."""

    method = Select("連絡の方法", [Required()], choices=list(CONTACT_METHODS.items()))
    remark = LongText("備考", rows=3, hint="いつ、どなたに伝えたかなど")
