"""Django's settings, derived from `Configuration`; nothing here is to be edited by an operator."""

from __future__ import annotations

from urllib.parse import urlsplit

from yijian.site.configuration import Configuration

CONFIGURATION = Configuration.from_environment()

SECRET_KEY = CONFIGURATION.secret_key
DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1", "localhost", "[::1]", "testserver", urlsplit(CONFIGURATION.public_url).hostname or ""
]  # fmt: skip

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "yijian.storage",
    "yijian.channels.look",
    "yijian.channels.portal",
    "yijian.channels.workbench",
    "yijian.channels.console",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "yijian.site.middleware.LimitsAndHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "yijian.channels.look.middleware.LookMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "axes.middleware.AxesMiddleware",
    "yijian.site.middleware.PortsMiddleware",
]

ROOT_URLCONF = "yijian.site.urls"
WSGI_APPLICATION = "yijian.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "yijian.channels.look.context.look",
                "yijian.channels.portal.context.account",
            ],
        },
    }
]

DATABASES = {"default": CONFIGURATION.database}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "storage.Account"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = False

STATIC_URL = "/static/"
WHITENOISE_USE_FINDERS = True  # served from the packages: nothing is collected, nothing can be stale

LOGIN_URL = "portal:sign-in"
STAFF_HOME = "workbench:home"
LOOK_DEMO_BANNER = CONFIGURATION.demonstration

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # without files
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# A TLS proxy stands in front: the browser speaks https although this process does not. The proxy sets the header.
_HTTPS = CONFIGURATION.public_url.startswith("https://")
CSRF_TRUSTED_ORIGINS = [CONFIGURATION.public_url] if _HTTPS else []
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _HTTPS else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a day at a counter; then sign in again
CSRF_COOKIE_HTTPONLY = True  # the token stands in the form; no script of ours reads it
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _HTTPS else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"  # an address with a token in it never leaves this site
CSRF_FAILURE_VIEW = "yijian.channels.look.errors.forged"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_CALLABLE = "yijian.channels.portal.views.account.locked_out"
AXES_VERBOSE = False

LOGGING_CONFIG = None  # `site.logging`, by whoever starts a process; tests keep theirs
