package recognize_test

import "testing"

func TestDiscoveredBy(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"card company", "2024年5月10日、一部のクレジットカード会社から、カード情報の流出懸念について連絡を受けました。", "card-company"},
		{"payment agent", "2024年5月10日、決済代行会社より、カード情報の流出懸念について連絡を受けました。", "card-company"},
		{"own monitoring", "2024年5月10日、当社の監視システムが不正な通信を検知いたしました。", "internal"},
		{"own staff", "2024年5月10日、当社の社員がサーバーの異常に気付きました。", "internal"},
		{"own check", "2024年5月10日、社内の定期点検において、設定の誤りが判明いたしました。", "internal"},
		{"supplier", "2024年5月10日、委託先より、不正アクセスを受けたとの報告を受けました。", "supplier"},
		{"customer", "2024年5月10日、お客様からのお問い合わせにより発覚いたしました。", "customer"},
		{"recipient", "2024年5月10日、メールを受信された方からのご指摘により判明いたしました。", "customer"},
		{"parent", "2024年5月10日、保護者からの連絡により発覚いたしました。", "customer"},
		{"police", "2024年5月10日、警察から、弊社サイトの情報が流出している可能性があるとの連絡を受けました。", "police"},
		{"regulator", "2024年5月10日、個人情報保護委員会からの連絡により判明いたしました。", "regulator"},
		{"expert", "2024年5月10日、外部のセキュリティ専門家から脆弱性に関する指摘を受けました。", "outside-expert"},
		{"stranger", "2024年5月10日、外部の方からのご指摘により判明いたしました。", "public"},
		{"posts on the net", "2024年5月10日、SNS上の投稿により、個人情報が閲覧できる状態となっていることが判明いたしました。", "public"},
		{"the attacker himself", "2024年5月10日、攻撃者を名乗る者から金銭を要求するメールを受信し、情報の流出を認識いたしました。", "attacker"},
		{"passive, nobody named", "2024年5月10日、不正アクセスが発覚いたしました。", "unstated"},
		{"police told, not telling", "本件につきましては、所轄警察署へ相談しております。", "unstated"},
		{"customers asked to call", "お客様からのお問い合わせにつきましては、下記窓口にて承ります。", "unstated"},
		{"an investigator's result", "第三者調査機関による調査の結果、個人情報の漏えいが確認されました。", "unstated"},
		{"no word about it", "お客様の個人情報が漏えいした可能性がございます。", "unstated"},
	})
	inEnglish(t, "discovered_by", []phrase{
		{"English, customer", "On May 10, 2024, a customer informed us that personal information could be viewed.", "customer"},
	})
}

// TestDiscoveredByAround are finders in other words.
func TestDiscoveredByAround(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"own system raised an alarm", "2024年5月10日、社内のセキュリティ機器が不審な通信を検知しました。", "internal"},
		{"the sender noticed", "2024年5月10日、送信直後に担当者が誤りに気付きました。", "internal"},
		{"a guardian called", "2024年5月10日、保護者の方から、他の生徒の成績が見えるとの連絡がありました。", "customer"},
		{"a business partner", "2024年5月10日、取引先から不審なメールが届いているとの連絡を受けました。", "customer"},
		{"the hoster", "2024年5月10日、サーバー管理を委託している会社より、不正アクセスの痕跡があるとの連絡を受けました。", "supplier"},
		{"an acquirer", "2024年5月10日、アクワイアラー（加盟店契約会社）から、カード情報漏えいの懸念がある旨の連絡を受けました。", "card-company"},
		{"a coordinating body", "2024年5月10日、JPCERT/CCから情報提供を受け、調査を開始いたしました。", "outside-expert"},
		{"a newspaper", "2024年5月10日、報道機関からの問い合わせにより、情報が公開されていることが判明しました。", "public"},
		{"a ransom note on the screen", "2024年5月10日、出社した社員がサーバーに表示された脅迫文を発見しました。", "internal"},
		{"a patient's family", "2024年5月10日、患者様のご家族からのご指摘により判明しました。", "customer"},
		{"the investigator, not the finder", "2024年5月10日、決済代行会社から懸念の連絡を受け、その後、調査機関の報告により流出が判明しました。", "card-company"},
	})
}

// TestDiscoveredByNothing name people who did not find it.
func TestDiscoveredByNothing(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"customers were told", "2024年6月5日、対象のお客様へご連絡いたしました。", "unstated"},
		{"card companies asked to watch", "クレジットカード会社に対し、モニタリングの実施を依頼しております。", "unstated"},
		{"police investigate", "警察の捜査に協力しております。", "unstated"},
		{"experts help", "外部の専門家の協力を得ながら、原因の調査を進めております。", "unstated"},
		{"enquiries since", "公表後、多数のお客様からお問い合わせをいただいております。", "unstated"},
		{"a regulator told", "個人情報保護委員会へ報告し、助言を受けております。", "unstated"},
		{"the supplier investigates", "委託先において原因の調査を進めております。", "unstated"},
		{"the attacker acted", "攻撃者は管理者権限を取得し、サーバーに侵入しました。", "unstated"},
		{"the bulletin of others", "本件はSNSで拡散されないようお願いいたします。", "unstated"},
	})
}

// TestDiscoveredByVaried name the finders once more in other words.
func TestDiscoveredByVaried(t *testing.T) {
	inLetter(t, "discovered_by", []phrase{
		{"a receiver called", "2024年5月10日、書類を受け取られた方から、別人宛ての書類が入っているとのお電話をいただきました。", "customer"},
		{"a user's report", "2024年5月10日、アプリの利用者から、他人の情報が表示されるとの報告が寄せられました。", "customer"},
		{"own audit", "2024年5月10日、内部監査の過程で不審な操作履歴が見つかりました。", "internal"},
		{"own engineer", "2024年5月10日、弊社エンジニアがログの異常に気づき、調査を開始いたしました。", "internal"},
		{"someone found the lost thing", "2024年5月10日、書類を拾得された方からのご連絡により、紛失が判明しました。", "public"},
		{"the card firm by the agent", "2024年5月10日、ご利用の決済代行会社を通じ、カード会社から情報流出の疑いがある旨の連絡がありました。", "card-company"},
		{"the cloud firm", "2024年5月10日、クラウドサービスの提供元から、不審なアクセスがあった旨の通知を受領しました。", "supplier"},
		{"the prefecture's police told us", "2024年5月10日、県警より、貴社の情報がインターネット上に掲載されているとの連絡を受けました。", "police"},
		{"a researcher", "2024年5月10日、セキュリティ研究者から、設定不備についての指摘を受けました。", "outside-expert"},
	})
}
