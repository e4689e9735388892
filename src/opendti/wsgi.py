"""What gunicorn serves: `gunicorn opendti.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opendti.settings")

application = get_wsgi_application()
