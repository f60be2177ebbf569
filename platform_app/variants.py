"""Characters that people use for one another in names: one group a word, the search form first.

The groups gather old and new forms of the jōyō table, and the variants usual in
surnames and place names (髙 for 高, 邊 and 邉 for 辺, the four of 斉). Folding them
is for finding only: what is stored and printed is what was typed.
"""

_GROUPS = """
高髙 崎﨑嵜碕 吉𠮷 辺邊邉 浜濵濱 橋𣘺 徳德 斉齋齊斎 沢澤 広廣 国國囯圀 桜櫻 真眞 恵惠 栄榮 学學斈 会會 県縣 区區
竜龍 滝瀧 島嶋嶌 富冨 槙槇 桧檜 蔵藏 豊豐 寿壽 条條 当當 円圓 実實 宝寶寳 寛寬 増增 清淸 青靑⻘ 郎郞 館舘 万萬
与與 礼禮 禄祿 穂穗 稲稻 縄繩 総總 聡聰 台臺 旧舊 荘莊庄 芦蘆 蛍螢 覚覺 覧覽 観觀 譲讓 頼賴 軽輕 転轉 遥遙 郷鄕
医醫 釈釋 鉄鐵銕 関關 雑雜 霊靈 静靜 顕顯 駅驛 髪髮 鶏鷄 鴎鷗 塩鹽 麦麥 黙默 点點 黒黑 歯齒 弥彌 彦彥 恒恆 応應
戸戶 拝拜 拠據 暁曉 曽曾 柳栁 桑桒 検檢 歩步 歴歷 毎每 気氣 沖冲 渕淵渊 渓溪 済濟 瀬瀨 湾灣 灯燈 為爲 奨獎 尽盡
秘祕 秋穐 粋粹 糸絲 経經 船舩 莱萊 蒋蔣 芸藝 薬藥 薮藪 峰峯 峡峽 岳嶽 巌巖 巣巢 帯帶 庁廳 廃廢 強强 従從 懐懷
恋戀 団團 図圖 囲圍 野埜 壱壹 壮壯 奥奧 姫姬 嬢孃 写寫 将將 対對 尚尙 届屆 属屬 仮假 仏佛 来來 併倂 伝傳 価價
倹儉 児兒 内內 両兩 涼凉 剣劍劔 労勞 勲勳 単單 巻卷 参參 呉吳 嘱囑 亀龜⻲ 隠隱 頬頰 麹麴 黄黃⻩ 舎舍 体體躰 変變
村邨 間閒 園薗 声聲 売賣 壊壞 専專 岩嵒 帰歸 弁辨瓣辯 弐貳 径徑 悪惡 悩惱 慎愼 戦戰 戯戲 払拂 抜拔 択擇 担擔
挙擧 挿插 捜搜 掲揭 揺搖 摂攝 撃擊 数數 断斷 晩晚 昼晝 晋晉 枢樞 栃杤 欠缺 欧歐 歓歡 殴毆 残殘 殻殼 浄淨 浅淺
渉涉 渇渴 温溫 満滿 潜潛 焼燒 犠犧 独獨 狭狹 猟獵 瑶瑤 画畫 畳疊 痴癡 発發 砕碎 称稱 穏穩 窃竊 竪豎 継繼 続續
絵繪 緑綠 縁緣 繊纖 聴聽 肃肅 胆膽 脳腦 茎莖 虚虛 虫蟲 蛮蠻 装裝 触觸 訳譯 証證 誉譽 読讀 予豫 賛贊 践踐 逓遞
遅遲 辞辭 酔醉 醸釀 録錄 銭錢 鉱鑛 鎮鎭 闘鬪 陥陷 険險 随隨 雇僱 頚頸 顔顏 飲飮 駆驅 騒騷 験驗 髄髓 麺麵 長⻑
西⻄ 民⺠ 籠篭 梅楳 柏栢 飯飰 餅餠 靴鞾 鯵鰺 鴬鶯 鹸鹼
"""


def _table() -> dict[int, str]:
    """Turn the groups into a table for str.translate; the first group that names a character keeps it."""
    table: dict[int, str] = {}
    for group in _GROUPS.split():
        for variant in group[1:]:
            if variant != group[0]:
                table.setdefault(ord(variant), group[0])
    return table


#: For ``str.translate``: each variant's search form.
VARIANTS: dict[int, str] = _table()
