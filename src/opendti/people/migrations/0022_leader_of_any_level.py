from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0021_way_of_links"),
    ]

    operations = [
        migrations.AlterField(
            model_name="membership",
            name="role",
            field=models.CharField(
                choices=[
                    ("clerk", "Nhập liệu"),
                    ("head", "Lãnh đạo đơn vị"),
                    ("appraiser", "Thẩm định"),
                    ("supplier", "Cung cấp số liệu"),
                    ("secretary", "Tổ thư ký"),
                    ("council", "Thành viên hội đồng"),
                    ("manager", "Quản trị đợt đánh giá"),
                    ("leader", "Lãnh đạo theo dõi"),
                    ("auditor", "Kiểm tra nhật ký"),
                    ("operator", "Vận hành hệ thống"),
                ],
                max_length=12,
            ),
        ),
    ]
