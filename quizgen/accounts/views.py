"""Pages of accounts."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import LoginView
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from quizgen.accounts import services
from quizgen.accounts.authentication import SignedInRequest
from quizgen.accounts.forms import SignInForm, SignUpForm, TokenForm
from quizgen.accounts.models import ApiToken


class SignIn(LoginView):
    """Django's own, which rotates the session and checks where it sends people next."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs, allow_sign_up=settings.ALLOW_SIGN_UP)


@require_http_methods(["GET", "POST"])
def sign_up(request: HttpRequest) -> HttpResponse:
    if not settings.ALLOW_SIGN_UP:
        raise Http404("Accounts are made by the operator of this site.")
    form = SignUpForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        user = services.sign_up(username=values["username"], password=values["password"], full_name=values["full_name"])
        login(request, user)
        return redirect(_next_page(request))
    return render(request, "accounts/sign_up.html", {"form": form, "next": request.GET.get("next", "")})


@require_http_methods(["GET", "POST"])
@login_required
def account(request: SignedInRequest) -> HttpResponse:
    form = TokenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        token, secret = services.create_token(user=request.user, **form.cleaned_data)
        # Shown in this answer and never again, so it is not put into a session or an address.
        return render(request, "accounts/account.html", _account_page(request, TokenForm(), token, secret))
    return render(request, "accounts/account.html", _account_page(request, form))


@require_POST
@login_required
def revoke_token(request: SignedInRequest, token_id: int) -> HttpResponse:
    token = services.revoke_token(token=get_object_or_404(request.user.api_tokens, pk=token_id))
    messages.success(request, f"The token for “{token.name}” was revoked. Whatever used it is now refused.")
    return redirect("accounts:account")


def _account_page(
    request: SignedInRequest, form: TokenForm, new: ApiToken | None = None, secret: str = ""
) -> dict[str, object]:
    tokens = request.user.api_tokens.filter(revoked_at=None).order_by("-created_at")
    return {"form": form, "tokens": tokens, "new_token": new, "secret": secret}


def _next_page(request: HttpRequest) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else settings.LOGIN_REDIRECT_URL
