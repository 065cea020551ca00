import clinic.models.practice
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('clinic', '0003_letterhead'),
    ]

    operations = [
        migrations.AddField(
            model_name='practice',
            name='second_factor_for',
            field=models.CharField(choices=[('nobody', 'nobody: as each one likes'), ('signers', 'who signs visits or enters the records office'), ('all', 'everybody')], default=clinic.models.practice.site_second_factor, help_text='Who lacks one is asked to add it at their next page, and reaches nothing else before.', max_length=10, verbose_name='second factor required for'),
        ),
        migrations.AddField(
            model_name='staffsession',
            name='must_enrol',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('second_factor_for__in', ['nobody', 'signers', 'all'])), name='practice_second_factor_known'),
        ),
    ]
